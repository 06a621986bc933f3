// Words that look like a name, a phone number, an address or a date of birth. A hint, never a
// wall: the writer decides. Roles ("相談員さん") and everyday words ("皆さん") are let through.
const PERSONAL = {
  // Endings and words that make a role or a set phrase of what stands before さん.
  role: /(?:^子|[員者長人師士手方家親母父姉兄妹弟娘嫁婿孫客徒民側課係部局署医屋店会隣主職様皆奥婆爺宅]|息子|親子|双子|お子|旦那|先生|社協|包括|行政|役場|役所|保健所|センター|スタッフ|ヘルパー|ケアマネ|マネジャー|マネージャー|ワーカー|ボランティア|サポーター|ドクター|ナース|リーダー|メンバー|パート|オーナー|ママ|パパ|カフェ|サロン|クリニック|スーパー|コンビニ)$/,
  name: /([\p{Script=Han}々]{1,4}|[\p{Script=Katakana}ー]{2,8})\s?(さん|さま|様|氏|くん|君|ちゃん)(?![々式相子態名])/gu,
  others: [
    /\(?0\d{1,4}[-()‐–—−ー\s]{0,2}\d{1,4}[-)‐–—−ー\s]{0,2}\d{3,4}(?!\d)/g,
    /[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}/g,
    /\d+丁目(?:\d+番)?|\d+番地|\d+番\d+号|〒\s?\d{3}-?\d{4}/g,
    /[\p{L}々ヶ]{1,6}[市区町村郡][\p{L}々ヶ]{0,8}\d+(?:[-‐–—−ー]\d+)+/gu,
    /(?:明治|大正|昭和|19\d\d)\s?(?:元|\d{1,2})?年\s?\d{1,2}月\s?\d{1,2}日/g,
    /\d{1,4}年\s?\d{1,2}月\s?\d{1,2}日\s?(?:生まれ|生|誕生)/g,
  ],
};

const findPersonal = (text) => {
  const plain = text.normalize('NFKC');
  const found = [];
  for (const match of plain.matchAll(PERSONAL.name)) {
    const [whole, name, title] = match;
    const everyday = (title === '様' || title === '君' || title === '氏') && name.length === 1;
    if (!everyday && !PERSONAL.role.test(name)) found.push(whole);
  }
  PERSONAL.others.forEach((pattern) => {
    (plain.match(pattern) || []).forEach((words) => found.push(words.trim()));
  });
  return Array.from(new Set(found));
};
