"""Say in Japanese what a task has done, for people at a terminal."""

from collections.abc import Callable, Mapping
from typing import Any

Result = Mapping[str, Any]


def tell(command: str, result: Result) -> str:
    """Write a result as lines for people."""
    return _TELLERS[command](result)


def _tell_new(result: Result) -> str:
    return "\n".join(
        (
            f"研修「{result['title']}」をつくりました。",
            "",
            f"  番号        {result['code']}",
            f"  参加        {result['join_url']}",
            f"  投影        {result['stage_url']}",
            f"  リモコン    {result['remote_url']}",
            f"  キー        {result['key']}",
            "",
            "キーは、いま一度だけ表示しています。進行役だけに伝えてください。",
        )
    )


def _tell_list(result: Result) -> str:
    if not result["workshops"]:
        return "研修はまだありません。「python -m facilitator new」でつくれます。"
    lines = []
    for one in result["workshops"]:
        where = f"{one['municipality']}　" if one["municipality"] else ""
        lines.append(
            f"{one['code']}  {one['created_at'][:10]}  {where}{one['title']}"
            f"({one['program_title']}、参加 {one['participants']}人)"
        )
    return "\n".join(lines)


def _tell_show(result: Result) -> str:
    where = f"{result['municipality']}　" if result["municipality"] else ""
    teams = "、".join(f"{team['name']} {team['participants']}人" for team in result["teams"])
    step = f"{result['step_title']}({result['meeting']}/{result['step']})"
    people = f"{result['participants']}人(いまつながっている端末 {result['connected']})"
    return "\n".join(
        (
            f"{result['code']}  {where}{result['title']}({result['program_title']})",
            "",
            f"  いま        {result['meeting_title']}　{step}",
            f"  書けるもの  {'、'.join(result['open_worksheets']) or 'なし'}",
            f"  人          {people}",
            f"  班          {teams}",
            f"  回答        {result['answers']}件",
            f"  参加        {result['join_url']}",
            f"  投影        {result['stage_url']}",
            f"  リモコン    {result['remote_url']}",
        )
    )


def _tell_steps(result: Result) -> str:
    titles = {sheet["key"]: sheet["title"] for sheet in result["worksheets"]}
    lines = [f"{result['code']}  {result['title']}"]
    for meeting in result["meetings"]:
        lines += ["", f"{meeting['label']} {meeting['title']}({_tell_length(meeting)})"]
        for step in meeting["steps"]:
            name = f"{meeting['key']}/{step['key']}"
            mark = "▶" if name == result["current"] else " "
            skipped = "(飛ばす)" if step["skipped"] else ""
            own = "(この研修で足したステップ)" if step["own"] else ""
            told = f"{step['title']}{own}{skipped}"
            lines.append(f" {mark} {name:<36} {step['minutes']:>3}分  {told}")
            lines += [f"{'':>12}シート {key}  {titles.get(key, '')}" for key in step["worksheets"]]
            lines += [f"{'':>12}投票   {key}  {titles.get(key, '')}" for key in step["votes_on"]]
            lines += [f"{'':>12}まとめ {key}  {titles.get(key, '')}" for key in step["clusters_on"]]
    return "\n".join(lines)


def _tell_length(meeting: Result) -> str:
    start, end = meeting["starts_at"], meeting["ends_at"]
    if start is None:
        return f"{meeting['minutes']}分"
    until = end[11:16] if end else ""
    return f"{start[:10]} {start[11:16]}〜{until}、{meeting['minutes']}分"


def _tell_go(result: Result) -> str:
    return (
        f"いまは {result['meeting_title']}　{result['step_title']}"
        f"({result['meeting']}/{result['step']})です。"
    )


def _tell_export(result: Result) -> str:
    return f"「{result['label']}」を {result['file']} に書き出しました({result['bytes']:,}バイト)。"


def _tell_import(result: Result) -> str:
    columns = "、".join(f"「{title}」→「{label}」" for title, label in result["columns"].items())
    lines = [
        f"「{result['worksheet_title']}」に{result['taken']}行を取り込みました。",
        f"  使った列    {columns}",
    ]
    if result["team_column"]:
        lines.append(f"  班の列      「{result['team_column']}」")
    if result["unused"]:
        lines.append(f"  使わない列  {'、'.join(result['unused'])}")
    if result["repeated"]:
        lines.append(f"  前と同じ    {result['repeated']}行(取り込み済みなので、重ねていません)")
    if result["empty"]:
        lines.append(f"  空の行      {result['empty']}行(とばしました)")
    if result["refused"]:
        lines.append(f"  取り込めない行  {len(result['refused'])}行")
        lines += [_tell_refused(row) for row in result["refused"]]
    return "\n".join(lines)


def _tell_refused(row: Result) -> str:
    text = f" 〔{row['text']}〕" if row["text"] else ""
    return f"    {row['number']}行目 {row['reason']}{text}"


def _tell_simulate(result: Result) -> str:
    back = f"(ほかに前と同じ人が{result['returned']}人戻りました)" if result["returned"] else ""
    mended = f"直した {result['corrected']}件、取り下げた {result['withdrawn']}件"
    lines = [
        f"架空の参加者が{result['joined']}人入りました{back}。",
        f"  ステップ    {result['steps']}",
        f"  回答        {result['answers']}件({mended})",
        f"  投票        {result['votes']}人",
    ]
    if result["grouped"]:
        lines.append(f"  まとまり    {result['grouped']}つ")
    if result["ready"]:
        lines.append(f"  できました  {result['ready']}回")
    if result["plenary"]:
        lines.append(f"  事務局      全体のシートを{result['plenary']}枚書きました")
    if result["taken_back"]:
        seen = f"そのあと画面に出た言葉 {result['shown_again']}件"
        lines.append(f"  伝えないことに変わった記録  {result['taken_back']}件({seen})")
    lines.append(f"  かかった時間  {result['seconds']}秒")
    if not (result["answers"] or result["votes"] or result["plenary"]):
        lines.append("いまのステップに書くものがないか、同じ人がもう書いています。")
    if result["refused"]:
        lines.append(f"  断られた    {result['refused']}回")
        lines += [f"    {count}回 {what}" for what, count in result["refusals"].items()]
    return "\n".join(lines)


def _tell_backup(result: Result) -> str:
    return (
        f"すべてのデータを {result['file']} に控えました({_tell_rows(result)}、"
        f"{result['bytes']:,}バイト)。\n"
        "書かれた回答がそのまま入っています。ほかの人に渡さないでください。"
    )


def _tell_restore(result: Result) -> str:
    lines = [
        f"{result['created'][:16].replace('T', ' ')} の控えに戻しました({_tell_rows(result)})。"
    ]
    if result["kept"]:
        lines.append(f"戻す前のデータは {result['kept']} に残してあります。")
    return "\n".join(lines)


def _tell_rows(result: Result) -> str:
    rows = result["rows"]
    return f"研修{rows['workshops']}件、参加者{rows['participants']}人、回答{rows['answers']}件"


def _tell_check(result: Result) -> str:
    marks = {"ok": "○", "note": "△", "problem": "×"}
    lines = []
    for check in result["checks"]:
        first, *others = check["sentences"]
        lines.append(f"{marks[check['level']]} {check['title']}: {first}")
        lines += [f"    {sentence}" for sentence in others]
    return "\n".join(lines)


def _tell_delete(result: Result) -> str:
    return (
        f"研修「{result['title']}」({result['code']})を、書かれたものごと消しました。\n"
        "これまでに取った控え(backups と WORKSHOP_BACKUP_DIR、書き出したファイル)には残っています。"
        "要らない控えは、手で消してください。"
    )


def _tell_passcode(result: Result) -> str:
    return (
        f"新しい進行役の合言葉   {result['passcode']}\n\n"
        "いま一度だけ表示しています。書きとめてください。前の合言葉は使えなくなりました。"
    )


def _tell_check_deck(result: Result) -> str:
    lines = [f"{result['file']}({result['slides']}枚)を確かめました。"]
    for one in result["problems"]:
        place = f"{one['slide']:>3}枚目" if one["slide"] else "ファイル"
        detail = f"({one['detail']})" if one["detail"] else ""
        lines.append(f"  {place}  {one['message']}{detail}")
    if not result["problems"]:
        lines.append("  直すところは見つかりませんでした。")
    return "\n".join(lines)


_TELLERS: dict[str, Callable[[Result], str]] = {
    "new": _tell_new,
    "list": _tell_list,
    "show": _tell_show,
    "steps": _tell_steps,
    "go": _tell_go,
    "delete": _tell_delete,
    "export": _tell_export,
    "import": _tell_import,
    "simulate": _tell_simulate,
    "backup": _tell_backup,
    "restore": _tell_restore,
    "check": _tell_check,
    "check-deck": _tell_check_deck,
    "reset-passcode": _tell_passcode,
}
