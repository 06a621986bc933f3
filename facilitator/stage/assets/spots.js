// Find places on a plane where nothing lies on anything else. Plain geometry, in pixels.

const ROUNDS = 80;

// Symbols on the same spot are moved apart, no further than they must, and stay on the plane.
export function moveApart(spots, room, radius) {
  const least = radius * 2.06;
  const moved = spots.map((spot) => ({ ...spot }));
  for (let round = 0; round < ROUNDS; round += 1) {
    let still = true;
    for (const [index, one] of moved.entries()) {
      for (const [number, other] of moved.slice(index + 1).entries()) {
        const [dx, dy] = [other.x - one.x, other.y - one.y];
        const apart = Math.hypot(dx, dy);
        if (apart >= least) continue;
        still = false;
        // Two on the very same spot part in a direction of their own, always the same one.
        const turn = (index + number) * 2.4;
        const [x, y] = apart > 0.01 ? [dx / apart, dy / apart] : [Math.cos(turn), Math.sin(turn)];
        const push = (least - apart) / 2 + 0.1;
        one.x -= x * push;
        one.y -= y * push;
        other.x += x * push;
        other.y += y * push;
      }
    }
    for (const spot of moved) {
      for (const field of room.fields) still = !leave(spot, field, room, radius) && still;
      spot.x = Math.min(room.width - radius, Math.max(radius, spot.x));
      spot.y = Math.min(room.height - radius, Math.max(radius, spot.y));
    }
    if (still) break;
  }
  return moved;
}

// The words of a field stand in its corner: a symbol on them goes towards the middle.
function leave(spot, field, room, radius) {
  const box = { x: spot.x - radius, y: spot.y - radius, width: 2 * radius, height: 2 * radius };
  if (!covers(box, field)) return false;
  spot.y = field.y < room.height / 2 ? field.y + field.height + radius + 1 : field.y - radius - 1;
  return true;
}

// Right, left, above, below: the first place that is free, for as many words as find one.
export function findLabelSpots(spots, room, radius) {
  const taken = [
    ...room.fields,
    ...spots.map(({ x, y }) => ({ x: x - radius, y: y - radius, width: 2 * radius, height: 2 * radius })),
  ];
  const found = [];
  for (const spot of spots) {
    const free = listSpots(spot, radius).find((box) => isInside(box, room) && !taken.some((other) => covers(box, other)));
    if (free === undefined) continue;
    taken.push(free);
    found.push({ ...spot, left: free.x, top: free.y });
  }
  return found;
}

function listSpots({ x, y, width, height }, radius) {
  const gap = radius * 0.25;
  const [middle, centre] = [y - height / 2, x - width / 2];
  const box = (left, top) => ({ x: left, y: top, width, height });
  return [
    box(x + radius + gap, middle),
    box(x - radius - gap - width, middle),
    box(centre, y + radius + gap / 2),
    box(centre, y - radius - gap / 2 - height),
  ];
}

function isInside(box, room) {
  return box.x >= 2 && box.y >= 2 && box.x + box.width <= room.width - 2 && box.y + box.height <= room.height - 2;
}

function covers(one, other) {
  return one.x < other.x + other.width && other.x < one.x + one.width && one.y < other.y + other.height && other.y < one.y + one.height;
}
