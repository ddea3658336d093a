'use strict';
(() => {
// The graph. Rows are written by HTMLViewer: nodes [id, label, kind, postings, x, y, candidate, alternative labels],
// edges [source, relation, target, weight, mark, origin, row, required, preferred, mentioned] with trailing zeros cut.
const graph = JSON.parse(document.getElementById('graph').textContent);
const { nodes, edges, kinds, relations } = graph;
const n = nodes.length, m = edges.length;
const MARKS = ['', 'required', 'preferred', 'mentioned', 'essential', 'helpful'];
const HELPFUL = 5;
const PLURALS = { role: 'roles', skill: 'skills', framework: 'frameworks and tools', certification: 'certifications' };
const PHRASES = {
  broader: ['is a kind of', 'includes'], certifies: ['certifies', 'certified by'], precedes: ['comes before', 'comes after'],
  prerequisiteOf: ['needed for', 'builds on'], progressesTo: ['leads to', 'reached from'], related: ['related to', 'related to'],
  requires: ['asks for', 'asked for by'],
};
const relation = Object.fromEntries(relations.map((name, index) => [name, index]));
const byId = new Map(nodes.map((node, index) => [node[0], index]));
const from = Int32Array.from(edges, e => e[0]), kindOfEdge = Uint8Array.from(edges, e => e[1]), to = Int32Array.from(edges, e => e[2]);
const kindOf = Uint8Array.from(nodes, node => node[2]);
const weight = e => edges[e][3] ?? 1;
const asked = e => (edges[e][7] ?? 0) + (edges[e][8] ?? 0) + (edges[e][9] ?? 0);
const other = (e, node) => from[e] === node ? to[e] : from[e];
const phrase = (e, node) => PHRASES[relations[kindOfEdge[e]]][from[e] === node ? 0 : 1];

// Edges around each node, in both directions (compressed rows).
const starts = new Int32Array(n + 1);
for (let e = 0; e < m; e++) { starts[from[e] + 1]++; starts[to[e] + 1]++; }
for (let i = 0; i < n; i++) starts[i + 1] += starts[i];
const around = new Int32Array(2 * m), fill = starts.slice();
for (let e = 0; e < m; e++) { around[fill[from[e]]++] = e; around[fill[to[e]]++] = e; }
const edgesOf = node => around.subarray(starts[node], starts[node + 1]);
const degree = node => starts[node + 1] - starts[node];

// What matters most comes first: labels are placed and edges drawn in this order until the room is used up.
const roleKind = kinds.indexOf('role');
const importance = Float32Array.from(nodes, (node, i) => 4 * node[3] + Math.sqrt(degree(i)) * (kindOf[i] === roleKind ? 2 : 1));
const ranked = Int32Array.from(nodes.keys()).sort((a, b) => importance[b] - importance[a] || a - b);
const rank = new Int32Array(n);
ranked.forEach((node, place) => { rank[node] = place; });
const rankedEdges = Int32Array.from(edges.keys()).sort((a, b) => rank[from[a]] + rank[to[a]] - rank[from[b]] - rank[to[b]] || a - b);
const total = Math.max(1, graph.postings);
const radius = Float32Array.from(nodes, (node, i) =>
  6 + 22 * Math.sqrt(Math.min(1, node[3] / total)) + Math.min(12, Math.sqrt(degree(i)) * 0.6));

// Views: the whole map, or a few nodes laid out for one question. `heads` are texts at places.
const whole = { name: '', x: Float32Array.from(nodes, v => v[4]), y: Float32Array.from(nodes, v => v[5]), nodes: ranked, edges: rankedEdges };
let view = whole, selected = -1, hovered = -1, frames = 0, spokes = [];
const kindOn = kinds.map(() => true), relationOn = relations.map(() => true);
const inView = new Uint8Array(n), hot = new Uint8Array(n);
const isShown = node => inView[node] && kindOn[kindOf[node]];
const isDrawn = e => relationOn[kindOfEdge[e]] && isShown(from[e]) && isShown(to[e]);

// A grid over the view's nodes, so that a frame and a click touch only what is near.
let grid;
function index(v) {
  inView.fill(0);
  let [x0, y0, x1, y1] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const i of v.nodes) {
    inView[i] = 1;
    x0 = Math.min(x0, v.x[i]); x1 = Math.max(x1, v.x[i]); y0 = Math.min(y0, v.y[i]); y1 = Math.max(y1, v.y[i]);
  }
  if (!v.nodes.length) [x0, y0, x1, y1] = [0, 0, 0, 0];
  const side = Math.max(40, Math.sqrt((x1 - x0 + 1) * (y1 - y0 + 1) / Math.max(1, v.nodes.length / 6)));
  const columns = Math.floor((x1 - x0) / side) + 1, rows = Math.floor((y1 - y0) / side) + 1;
  const cells = new Int32Array(columns * rows + 1), place = new Int32Array(v.nodes.length);
  const cell = i => Math.floor((v.y[i] - y0) / side) * columns + Math.floor((v.x[i] - x0) / side);
  for (const i of v.nodes) cells[cell(i) + 1]++;
  for (let c = 0; c < columns * rows; c++) cells[c + 1] += cells[c];
  const next = cells.slice();
  for (const i of v.nodes) place[next[cell(i)]++] = i;
  grid = { x0, y0, x1, y1, side, columns, rows, cells, place };
}
/** Calls `body` for the view's nodes in the cells that touch a rectangle of the world. */
function near(left, top, right, bottom, body) {
  const clamp = (value, limit) => Math.max(0, Math.min(limit - 1, Math.floor(value)));
  const [c0, c1] = [clamp((left - grid.x0) / grid.side, grid.columns), clamp((right - grid.x0) / grid.side, grid.columns)];
  const [r0, r1] = [clamp((top - grid.y0) / grid.side, grid.rows), clamp((bottom - grid.y0) / grid.side, grid.rows)];
  for (let r = r0; r <= r1; r++) {
    for (let k = grid.cells[r * grid.columns + c0]; k < grid.cells[r * grid.columns + c1 + 1]; k++) body(grid.place[k]);
  }
}

// Drawing.
const canvas = document.getElementById('map'), pen = canvas.getContext('2d');
const camera = { x: 0, y: 0, scale: 1 };
let width = 0, height = 0, ratio = 1, colors = {}, waiting = false, flight = null;
const font = (size, bold) => `${bold ? '600 ' : ''}${size}px system-ui, "Segoe UI", Roboto, "Liberation Sans", Arial, sans-serif`;
const screenX = i => (view.x[i] - camera.x) * camera.scale + width / 2;
const screenY = i => (view.y[i] - camera.y) * camera.scale + height / 2;
const sizeOf = i => view === whole ? Math.max(0.9, radius[i] * Math.min(1, 0.25 + 0.5 * camera.scale, Math.sqrt(camera.scale / 0.7)))
  : Math.max(3, Math.min(radius[i], i === view.center ? 16 : 9) * Math.min(1.2, camera.scale));
function redraw() {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(time => { waiting = false; pace(time); if (flight) flight(time); draw(); });
}

// While the picture moves, as many edges are drawn as the machine can; when it rests, all that help.
const EDGE_BUDGET = 5000, LABEL_BUDGET = 160, SPOKES = 48;
let budget = EDGE_BUDGET, moving = 600, lastFrame = 0, resting = true, rest = 0;
function pace(time) {
  const interval = time - lastFrame;
  lastFrame = time;
  if (!resting) moving = interval > 34 ? Math.max(150, moving * 0.6) : interval < 22 ? Math.min(EDGE_BUDGET, moving * 1.1) : moving;
  [budget, resting] = [moving, false];
  clearTimeout(rest);
  rest = setTimeout(() => { [budget, resting] = [EDGE_BUDGET, true]; draw(); }, 200);
}
function draw() {
  frames++;
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  pen.fillStyle = colors.paper;
  pen.fillRect(0, 0, width, height);
  const half = [width / 2 / camera.scale + 40, height / 2 / camera.scale + 40];
  const visible = [], bounds = [camera.x - half[0], camera.y - half[1], camera.x + half[0], camera.y + half[1]];
  near(...bounds, i => {
    if (isShown(i) && view.x[i] > bounds[0] && view.x[i] < bounds[2] && view.y[i] > bounds[1] && view.y[i] < bounds[3]) visible.push(i);
  });
  const focus = view === whole && selected >= 0 && inView[selected];
  drawEdges(visible, focus);
  drawNodes(visible, focus);
  drawTexts(visible, focus);
}

function drawEdges(visible, focus) {
  if (view !== whole) return view.edges.filter(isDrawn).forEach(e => curve(e));
  if (focus) {
    for (const e of spokes) if (isDrawn(e)) arrow(e, screenX(from[e]), screenY(from[e]), screenX(to[e]), screenY(to[e]));
    return;
  }
  const lines = relations.map(() => []);
  let left = budget;
  const line = e => { lines[kindOfEdge[e]].push(e); left--; };
  if (visible.length > 2500) {
    for (let k = 0; k < m && left > 0; k++) if (isDrawn(rankedEdges[k])) line(rankedEdges[k]);
  } else {
    const seen = new Set(visible);
    for (const i of visible) {
      for (const e of edgesOf(i)) if (left > 0 && isDrawn(e) && (from[e] === i || !seen.has(from[e]))) line(e);
    }
  }
  pen.lineWidth = 1;
  pen.globalAlpha = Math.min(0.5, Math.max(0.07, 0.16 + camera.scale * 0.12 - visible.length / 20000));
  lines.forEach((list, r) => {
    pen.strokeStyle = colors[relations[r]];
    // One by one: a path of thousands of lines is slow to fill without a graphics processor.
    for (const e of list) { pen.beginPath(); pen.moveTo(screenX(from[e]), screenY(from[e])); pen.lineTo(screenX(to[e]), screenY(to[e])); pen.stroke(); }
  });
  pen.globalAlpha = 1;
}
function strokeFor(e) {
  pen.strokeStyle = pen.fillStyle = colors[relations[kindOfEdge[e]]];
  pen.lineWidth = (0.8 + 1.8 * weight(e)) * (view === whole ? 1 : 0.6);
  pen.setLineDash(edges[e][4] === HELPFUL || relations[kindOfEdge[e]] === 'related' ? [5, 4] : []);
}
/** A straight edge with its head at the rim of the target. */
function arrow(e, x0, y0, x1, y1) {
  const length = Math.hypot(x1 - x0, y1 - y0) || 1, [dx, dy] = [(x1 - x0) / length, (y1 - y0) / length];
  const rim = sizeOf(to[e]) + 3;
  strokeFor(e);
  pen.globalAlpha = 0.75;
  pen.beginPath(); pen.moveTo(x0, y0); pen.lineTo(x1 - dx * rim, y1 - dy * rim); pen.stroke();
  head(x1 - dx * rim, y1 - dy * rim, dx, dy);
}
/** An edge of a laid-out view: leaves and arrives in the direction of the columns or rows. */
function curve(e) {
  const [a, b] = [from[e], to[e]], sign = view.x[b] >= view.x[a] ? 1 : -1;
  const [dx, dy] = view.down ? [0, 1] : [sign, 0], bend = view.down ? 34 * camera.scale : Math.abs(screenX(b) - screenX(a)) / 2;
  const [x0, y0] = [screenX(a) + dx * sizeOf(a), screenY(a) + dy * sizeOf(a)];
  const [x1, y1] = [screenX(b) - dx * (sizeOf(b) + 3), screenY(b) - dy * (sizeOf(b) + 3)];
  const isNear = hovered < 0 ? selected === a || selected === b : hovered === a || hovered === b;
  // What other edges imply is shown of one node at a time.
  if (view.implied?.has(e) && !isNear) return;
  strokeFor(e);
  pen.globalAlpha = isNear ? 0.9 : 0.55;
  pen.beginPath(); pen.moveTo(x0, y0); pen.bezierCurveTo(x0 + dx * bend, y0 + dy * bend, x1 - dx * bend, y1 - dy * bend, x1, y1); pen.stroke();
  head(x1, y1, dx, dy);
}
function head(x, y, dx, dy) {
  const size = Math.max(4, Math.min(8, 7 * camera.scale));
  pen.setLineDash([]);
  pen.beginPath(); pen.moveTo(x, y);
  pen.lineTo(x - dx * size - dy * size / 2, y - dy * size + dx * size / 2);
  pen.lineTo(x - dx * size + dy * size / 2, y - dy * size - dx * size / 2);
  pen.fill();
  pen.globalAlpha = 1;
}

/** Each kind has a form besides its colour. */
function shape(path, kind, x, y, r) {
  const corners = { role: [4, 1.2, Math.PI / 4], framework: [6, 1.1, 0], certification: [4, 1.3, 0], education: [3, 1.3, -Math.PI / 2] }[kind];
  if (!corners) { path.moveTo(x + r, y); return path.arc(x, y, r, 0, 7); }
  for (let k = 0; k < corners[0]; k++) {
    const angle = corners[2] + k * 2 * Math.PI / corners[0];
    path[k ? 'lineTo' : 'moveTo'](x + r * corners[1] * Math.cos(angle), y + r * corners[1] * Math.sin(angle));
  }
  path.closePath();
}
/** A node's form as an image, for each kind and half pixel of radius: thousands of images are drawn faster than forms. */
const stamps = new Map(), dots = document.createElement('canvas');
let pixels = null;
function stamp(kind, r) {
  const key = Math.round(r * 2) * kinds.length + kind;
  if (!stamps.has(key)) {
    const half = Math.ceil(r * 1.35) + 1, image = make('canvas', { width: 2 * half * ratio, height: 2 * half * ratio });
    const pen = image.getContext('2d'), path = new Path2D();
    shape(path, kinds[kind], half, half, Math.round(r * 2) / 2);
    pen.scale(ratio, ratio);
    pen.fillStyle = colors[kinds[kind]];
    pen.fill(path);
    stamps.set(key, image);
  }
  return stamps.get(key);
}
/** Nodes of a few pixels, and in a crowd all but the most important, are written as pixels: 20,000 calls of a drawing function
 * would take most of a tenth of a second. */
function drawDots(lists) {
  if (dots.width !== canvas.width || dots.height !== canvas.height) {
    [dots.width, dots.height] = [canvas.width, canvas.height];
    pixels = dots.getContext('2d').createImageData(dots.width, dots.height);
  }
  const words = new Uint32Array(pixels.data.buffer), across = dots.width, down = dots.height;
  words.fill(0);
  lists.forEach((list, k) => {
    const [red, green, blue] = [1, 3, 5].map(at => parseInt(colors[kinds[k % kinds.length]].slice(at, at + 2), 16));
    const word = ((k < kinds.length ? 46 : lists.afar ? 120 : 255) << 24 | blue << 16 | green << 8 | red) >>> 0;
    for (const i of list) {
      const side = Math.max(1, Math.round(Math.min(3, 2 * sizeOf(i)) * ratio));
      const x0 = Math.round(screenX(i) * ratio - side / 2), y0 = Math.round(screenY(i) * ratio - side / 2);
      const right = Math.min(across, x0 + side), bottom = Math.min(down, y0 + side);
      for (let y = Math.max(0, y0); y < bottom; y++) for (let x = Math.max(0, x0); x < right; x++) words[y * across + x] = word;
    }
  });
  dots.getContext('2d').putImageData(pixels, 0, 0);
  pen.globalAlpha = 1;
  pen.drawImage(dots, 0, 0, width, height);
}
function drawNodes(visible, focus) {
  const lists = Array.from({ length: 2 * kinds.length }, () => []);
  for (const i of visible) lists[(focus && !hot[i] ? 0 : kinds.length) + kindOf[i]].push(i);
  const small = lists.map((list, k) => list.filter(i => {
    const r = sizeOf(i);
    if (r < 2.2 || visible.length > 3000 && rank[i] > 1500) return true;
    const image = stamp(kindOf[i], r), side = image.width / ratio;
    pen.globalAlpha = k < kinds.length ? 0.18 : 1;
    pen.drawImage(image, screenX(i) - side / 2, screenY(i) - side / 2, side, side);
  }));
  small.afar = view === whole && visible.length > 1500;
  if (small.some(list => list.length)) drawDots(small);
  pen.globalAlpha = 1;
  for (const [i, line] of [[selected, 3], [hovered, 2]]) {
    if (i < 0 || !isShown(i)) continue;
    pen.strokeStyle = colors.ink; pen.lineWidth = line;
    pen.beginPath(); pen.arc(screenX(i), screenY(i), sizeOf(i) + 4, 0, 7); pen.stroke();
  }
}

// Labels: the most important first, each only where it covers no other; candidates beyond the budget are not tried.
const measured = new Map();
function widthOf(text, size, bold) {
  const key = size + (bold ? 'b' : '') + text;
  if (!measured.has(key)) { pen.font = font(size, bold); measured.set(key, pen.measureText(text).width); }
  return measured.get(key);
}
/** A name in a view laid out for names of some length. */
const nameOf = i => view === whole || nodes[i][1].length <= 36 ? nodes[i][1] : nodes[i][1].slice(0, 35).trimEnd() + '…';
function drawTexts(visible, focus) {
  const taken = [], isFree = b => taken.every(t => b[0] > t[2] || b[2] < t[0] || b[1] > t[3] || b[3] < t[1]);
  const plain = view === whole ? 12 : Math.max(9, Math.min(14, 13 * camera.scale));
  // From afar few names, the most important ones large; nearer more and smaller ones.
  const afar = view === whole && !focus && visible.length > 1500;
  const sizeFor = i => afar ? (rank[i] < 14 ? 17 : rank[i] < 50 ? 14 : 11.5) : plain;
  pen.textBaseline = 'middle'; pen.textAlign = 'left'; pen.lineJoin = 'round';
  const write = (text, x, y, bold, soft, size) => {
    pen.font = font(size, bold);
    pen.strokeStyle = colors.paper; pen.lineWidth = 4; pen.strokeText(text, x, y);
    pen.fillStyle = soft ? colors.soft : colors.ink; pen.fillText(text, x, y);
  };
  const roomy = view !== whole && camera.scale > 0.45;
  const label = (i, bold, always = roomy) => {
    const size = sizeFor(i), text = bold && always ? nodes[i][1] : nameOf(i), w = widthOf(text, size, bold), r = sizeOf(i) + 5, x = screenX(i), y = screenY(i);
    const side = view.side?.[i] ?? 0;
    const below = [x - w / 2, y + r + size * 0.55], right = [x + r, y], left = [x - r - w, y], above = [x - w / 2, y - r - size * 0.55];
    const places = side > 0 ? [right] : side < 0 ? [left] : view === whole ? [below, right, left, above] : [below];
    for (const [tx, ty] of places) {
      const box = [tx - 3, ty - size * 0.62, tx + w + 3, ty + size * 0.62];
      if (!always && !isFree(box)) continue;
      taken.push(box);
      write(text, tx, ty, bold, false, size);
      return true;
    }
    return false;
  };
  if (focus && isShown(selected)) {
    const [x, y, r] = [screenX(selected), screenY(selected), sizeOf(selected) + 4];
    taken.push([x - r, y - r, x + r, y + r]);
  }
  if (hovered >= 0 && isShown(hovered)) label(hovered, true, true);
  if (selected >= 0 && selected !== hovered && isShown(selected)) label(selected, true, true);
  for (const h of view.heads ?? []) {
    const s = h.small ? Math.max(9, 11.5 * Math.min(1, camera.scale)) : plain, w = widthOf(h.text, s, !h.small);
    const x = (h.x - camera.x) * camera.scale + width / 2 - (h.align === 'right' ? w : h.align === 'center' ? w / 2 : 0);
    const y = (h.y - camera.y) * camera.scale + height / 2;
    taken.push([x - 3, y - s * 0.6, x + w + 3, y + s * 0.6]);
    write(h.text, x, y, !h.small, true, s);
  }
  let left = afar ? 70 : LABEL_BUDGET, tries = 900;
  const offer = i => {
    if (i !== hovered && i !== selected && tries-- > 0 && label(i, kindOf[i] === roleKind && view === whole)) left--;
  };
  const order = Int32Array.from(focus ? visible.filter(i => hot[i]) : visible).sort((a, b) => rank[a] - rank[b]);
  for (let k = 0; k < order.length && left > 0 && tries > 0; k++) offer(order[k]);
}

// The camera.
function box() {
  const margin = view.margin ?? 90;
  return [grid.x0 - (view.down ? 30 : margin), grid.y0 - 70, grid.x1 + margin, grid.y1 + 60];
}
function fit(immediately) {
  const [x0, y0, x1, y1] = box();
  const scale = Math.min(width / (x1 - x0 || 1), (height - 70) / (y1 - y0 || 1), view === whole ? 1.2 : 1.15);
  fly({ x: (x0 + x1) / 2, y: (y0 + y1) / 2 - 15 / scale, scale }, immediately);
}
function fly(goal, immediately) {
  if (immediately || matchMedia('(prefers-reduced-motion: reduce)').matches) {
    flight = null;
    Object.assign(camera, goal);
    return redraw();
  }
  const start = { ...camera };
  let began = null;
  flight = time => {
    began ??= time;
    const t = Math.min(1, (time - began) / 350), s = t * t * (3 - 2 * t);
    camera.scale = start.scale * (goal.scale / start.scale) ** s;
    camera.x = start.x + (goal.x - start.x) * s; camera.y = start.y + (goal.y - start.y) * s;
    if (t < 1) redraw(); else flight = null;
  };
  redraw();
}
function zoom(factor, x = width / 2, y = height / 2) {
  flight = null;
  const scale = Math.max(0.005, Math.min(6, camera.scale * factor)), d = 1 / camera.scale - 1 / scale;
  camera.x += (x - width / 2) * d; camera.y += (y - height / 2) * d; camera.scale = scale;
  redraw();
}
function pan(dx, dy) { flight = null; camera.x -= dx / camera.scale; camera.y -= dy / camera.scale; redraw(); }
function nodeAt(x, y) {
  const wx = (x - width / 2) / camera.scale + camera.x, wy = (y - height / 2) / camera.scale + camera.y, reach = 40 / camera.scale + 30;
  let best = -1, distance = Infinity;
  near(wx - reach, wy - reach, wx + reach, wy + reach, i => {
    const d = Math.hypot(screenX(i) - x, screenY(i) - y) - sizeOf(i);
    if (isShown(i) && d < 8 && d < distance) [best, distance] = [i, d];
  });
  return best;
}

// Page.
const $ = id => document.getElementById(id);
function make(tag, properties, ...children) {
  const { aria, ...plain } = properties ?? {}, element = Object.assign(document.createElement(tag), plain);
  for (const name in aria) element.setAttribute('aria-' + name, aria[name]);
  element.append(...children.filter(child => child != null));
  return element;
}
function icon(kind) {
  const path = { role: 'M3 3h10v10H3z', skill: 'M8 2a6 6 0 1 0 .01 0z', framework: 'M1.500 8l3.250-5.600h6.500L14.500 8l-3.250 5.600h-6.500z',
    certification: 'M8 1l7 7-7 7-7-7z', education: 'M8 1.500l7 12H1z' }[kind];
  return swatch(path, `fill:var(--${kind})`);
}
function swatch(path, style) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg'), drawn = document.createElementNS(svg.namespaceURI, 'path');
  for (const [name, value] of [['width', 16], ['height', 16], ['viewBox', '0 0 16 16'], ['aria-hidden', 'true']]) svg.setAttribute(name, value);
  drawn.setAttribute('d', path); drawn.setAttribute('style', style);
  svg.append(drawn);
  return svg;
}
const say = text => { $('status').textContent = text; };
const count = (number, word) => `${number.toLocaleString('en')} ${word}${number === 1 ? '' : 's'}`;
const nodeButton = (i, more) =>
  make('button', { type: 'button', onclick: () => choose(i, true) }, icon(kinds[kindOf[i]]), make('span', null, nodes[i][1]), more && make('small', null, more));

function filters() {
  const boxes = (box, names, on, counts, picture) => names.forEach((name, k) => {
    if (!counts[k]) return;
    const check = make('input', { type: 'checkbox', checked: true, value: name, onchange: () => {
      on[k] = check.checked;
      say(`${name} ${check.checked ? 'shown' : 'hidden'}`);
      redraw();
    } });
    $(box).append(make('label', null, check, picture(name), name, make('small', null, counts[k].toLocaleString('en'))));
  });
  const counts = (list, size) => list.reduce((sums, k) => { sums[k]++; return sums; }, Array(size).fill(0));
  boxes('kinds', kinds, kindOn, counts(kindOf, kinds.length), icon);
  boxes('relations', relations, relationOn, counts(kindOfEdge, relations.length), name =>
    swatch('M0 8h15M10 4l5 4-5 4', `fill:none;stroke-width:2;stroke:var(--${name})` + (name === 'related' ? ';stroke-dasharray:3 2' : '')));
}

// Search: names that begin with the text, then words that do, then names that contain it.
const lower = nodes.map(node => [node[1], ...(node[7] ?? [])].map(text => text.toLowerCase()));
function search(text, limit) {
  const wanted = text.trim().toLowerCase(), hits = [];
  if (!wanted) return hits;
  for (let i = 0; i < n; i++) {
    let best = nodes[i][0] === wanted ? 0 : 9;
    lower[i].forEach((name, k) => {
      const at = name.indexOf(wanted);
      if (at >= 0) best = Math.min(best, (name === wanted ? 0 : at === 0 ? 2 : /[^a-z0-9]/.test(name[at - 1]) ? 4 : 6) + (k ? 1 : 0));
    });
    if (best < 9) hits.push([best, i]);
  }
  hits.sort((a, b) => a[0] - b[0] || rank[a[1]] - rank[b[1]]);
  return limit ? hits.slice(0, limit).map(hit => hit[1]) : hits;
}
function showResults() {
  const text = $('search').value, hits = search(text), shown = hits.slice(0, 30);
  $('results').replaceChildren(...shown.map(([, i]) => make('li', null, nodeButton(i, nodes[i][3] ? count(nodes[i][3], 'posting') : ''))));
  say(!text.trim() ? '' : hits.length > 30 ? `${count(hits.length, 'result')}, the first 30 are listed` : count(hits.length, 'result'));
}
function move(event, step) {
  const buttons = [...$('results').querySelectorAll('button')], at = buttons.indexOf(document.activeElement) + step;
  if (!buttons.length) return;
  event.preventDefault();
  (at < 0 ? $('search') : buttons[Math.min(at, buttons.length - 1)]).focus();
}

// Choosing a node shows its card; by name, from a list, also what is around it.
function choose(node, byName) {
  selected = node;
  hot.fill(0);
  // Of hundreds of edges the map draws some of each sort, those that matter most; the card lists them all.
  spokes = node < 0 ? [] : groups(node).flatMap(group => group.edges.filter(isDrawnAtAll).slice(0, 12)).slice(0, SPOKES);
  if (node >= 0) { hot[node] = 1; for (const e of spokes) hot[other(e, node)] = 1; }
  const address = node < 0 ? location.pathname + location.search : '#' + nodes[node][0];
  if (byName && location.hash !== address) history.pushState(null, '', address); else history.replaceState(null, '', address);
  $('card').hidden = node < 0;
  resize();
  if (node < 0) return redraw();
  card(node);
  if (byName) { show(neighbourhood(node)); $('card').querySelector('h2').focus(); }
  say(`${nodes[node][1]}, ${kinds[kindOf[node]]}, ${count(degree(node), 'edge')}`);
  redraw();
}
/** What to begin with: the roles, skills and tools that matter most, as the map's first words for eyes and ears. */
function beginning() {
  const lists = kinds.filter(kind => kind !== 'education').map(kind => [kind, [...ranked].filter(i => kinds[kindOf[i]] === kind).slice(0, 8)]);
  $('card').replaceChildren(
    make('header', null, make('h2', { tabIndex: -1 }, 'Where to begin'), closer()),
    make('p', { className: 'soft' }, graph.postings ? `What ${count(graph.postings, 'posting')} and the taxonomy speak of most. Choose one, or search.`
      : 'What has the most connections. Choose one, or search.'),
    ...lists.filter(([, list]) => list.length).flatMap(([kind, list]) => [make('h3', null, PLURALS[kind]),
      make('ul', null, ...list.map(i => make('li', null, nodeButton(i, nodes[i][3] ? count(nodes[i][3], 'posting') : count(degree(i), 'edge')))))]));
  $('card').hidden = false;
}
const closer = () => make('button', { type: 'button', onclick: () => { choose(-1); canvas.focus(); }, aria: { label: 'Close' } }, '×');
function card(node) {
  const [id, label, , postings, , , candidate, alternatives] = nodes[node], kind = kinds[kindOf[node]];
  const button = (text, act) => make('button', { type: 'button', onclick: act }, text);
  $('card').replaceChildren(
    make('header', null, make('h2', { tabIndex: -1 }, label), closer()),
    make('p', { className: 'tag' }, icon(kind), `${kind}${candidate ? ', found in postings, in no taxonomy' : ''}`),
    make('p', null, kind === 'role' ? `advertised in ${postings} of ${count(graph.postings, 'posting')}` : `named in ${postings} of ${count(graph.postings, 'posting')}`),
    alternatives?.length ? make('p', { className: 'soft' }, 'also: ' + alternatives.join(', ')) : null,
    make('p', { className: 'soft' }, id),
    make('div', { className: 'doing' }, button('Show neighbours', () => show(neighbourhood(node))),
      button('Show prerequisites', () => show(prerequisites(node))),
      button('Find a path from here', () => { $('path').elements.from.value = label; $('path').elements.to.focus(); })),
    ...groups(node).flatMap(group => section(node, group)));
  $('card').scrollTop = 0;
}
/** Edges by relation and direction, first those that most postings ask for, then the heaviest. */
function groups(node) {
  const found = new Map();
  for (const e of edgesOf(node)) {
    if (from[e] === to[e]) continue;
    if (!found.has(phrase(e, node))) found.set(phrase(e, node), []);
    found.get(phrase(e, node)).push(e);
  }
  const place = e => kindOfEdge[e] === relation.requires ? -1 : kindOfEdge[e] === relation.prerequisiteOf ? 0 : 1 + kindOfEdge[e];
  const list = [...found].map(([title, list]) => ({ title, edges: list.sort((a, b) =>
    asked(b) - asked(a) || weight(b) - weight(a) || (edges[a][4] ?? 0) - (edges[b][4] ?? 0) || rank[other(a, node)] - rank[other(b, node)]) }));
  return list.sort((a, b) => place(a.edges[0]) - place(b.edges[0]) || (a.title < b.title ? -1 : 1));
}
function section(node, group) {
  const first = 12, list = make('ul', null, ...group.edges.slice(0, first).map(e => neighbour(node, e)));
  const rest = group.edges.length - first;
  const more = rest > 0 ? make('button', { type: 'button', className: 'more', onclick: () => {
    list.append(...group.edges.slice(first).map(e => neighbour(node, e)));
    list.children[first].querySelector('button').focus();
    more.remove();
  } }, `show ${rest} more`) : null;
  return [make('h3', null, `${group.title} (${group.edges.length})`), list, more].filter(Boolean);
}
const quotesOf = new Map();
for (const quote of graph.quotes) {
  if (!quotesOf.has(quote[0])) quotesOf.set(quote[0], []);
  quotesOf.get(quote[0]).push(quote);
}
function neighbour(node, e) {
  const [, , , , mark, origin = 0, row, required = 0, preferred = 0, mentioned = 0] = edges[e], said = required + preferred + mentioned;
  const share = said ? Math.round(100 * weight(e)) + ' %' : MARKS[mark ?? 0];
  const why = [];
  for (const [number, word] of [[required, 'required'], [preferred, 'preferred'], [mentioned, 'mentioned']]) {
    if (number) why.push(`${word} in ${count(number, 'posting')}`);
  }
  if (origin > 0) why.push(`${graph.schemes[origin - 1]}, row ${row}`);
  if (origin < 0) why.push('inferred');
  return make('li', null, nodeButton(other(e, node)),
    make('details', null, make('summary', { title: quotesOf.has(e) ? 'Why, with quotes' : 'Why' }, share || 'why'), make('p', null, why.join('; ')),
      ...(quotesOf.get(e) ?? []).map(([, level, text, words, source]) =>
        make('blockquote', null, ...marked(graph.texts[text], words), make('cite', null, `${MARKS[level + 1]}: ${graph.sources[source]}`)))));
}
function marked(text, words) {
  const at = text.indexOf(words);
  return at < 0 ? [text] : [text.slice(0, at), make('mark', null, words), text.slice(at + words.length)];
}

// Views for one question.
function show(next) {
  if (next !== whole && !next.nodes.length) return say(next.nothing);
  view = next;
  index(view);
  hovered = -1;
  $('view').textContent = view.name;
  $('back').hidden = view === whole;
  say(view === whole ? '' : `${view.name}, ${count(view.nodes.length, 'node')}, ${count(view.edges.length, 'edge')}`);
  fit();
}
function laidOut(name, places, more) {
  const v = { name, x: new Float32Array(n), y: new Float32Array(n), nodes: Int32Array.from(places.keys()), ...more };
  for (const [i, [x, y]] of places) { v.x[i] = x; v.y[i] = y; }
  return v;
}
/** The node in the middle; what leads to it on its left, where it leads to on its right, by relation; of many the heaviest. */
function neighbourhood(node) {
  const places = new Map([[node, [0, 0]]]), heads = [], side = [], shown = [], line = 27;
  for (const direction of [-1, 1]) {
    const own = groups(node).map(({ title, edges }) => {
      const all = edges.filter(e => (from[e] === node ? 1 : -1) === direction && isDrawnAtAll(e));
      return { title, all, list: all.filter(e => !places.has(other(e, node))) };
    }).filter(group => group.list.length);
    // As many as can be read at once, and of each sort some.
    const rows = Math.max(12, Math.min(30, Math.floor((height - 110) / 19) - 2 * own.length));
    let left = rows - own.reduce((sum, { list }) => sum + Math.min(4, list.length), 0), y = 0;
    const placed = [];
    for (const { title, all, ...group } of own) {
      // What is both part of it and a step to it stands where it came first.
      const list = group.list.filter(e => !places.has(other(e, node)));
      if (!list.length) continue;
      const extra = Math.max(0, Math.min(left, list.length - 4)), few = list.slice(0, 4 + extra);
      left -= extra;
      heads.push({ text: `${title} (${all.length})${few.length < all.length ? `, ${few.length} shown` : ''}`, x: direction * 152, y,
        align: direction < 0 ? 'right' : 'left', direction });
      few.forEach((e, k) => {
        const at = [direction * 160, y + line * (1 + k)];
        places.set(other(e, node), at); placed.push(at); side[other(e, node)] = direction; shown.push(e);
      });
      y += (few.length + 2) * line;
    }
    const middle = (y - line) / 2;
    for (const at of placed) at[1] -= middle;
    for (const head of heads) if (head.direction === direction) head.y -= middle;
  }
  const margin = 40 + Math.min(250, Math.max(...[...places.keys()].map(i => widthOf(nodes[i][1], 13))));
  return laidOut(`Around ${nodes[node][1]}`, places, { heads, side, edges: shown, center: node, margin });
}
const isDrawnAtAll = e => relationOn[kindOfEdge[e]] && kindOn[kindOf[from[e]]] && kindOn[kindOf[to[e]]];
/** What comes before a node, in columns by the longest way to it; for a role first what it asks for. */
function prerequisites(node) {
  const column = new Map([[node, 0]]), used = [], order = [node];
  const into = i => [...edgesOf(i)].filter(e => from[e] !== to[e] && (kindOfEdge[e] === relation.prerequisiteOf && to[e] === i
    || i === node && kindOf[i] === roleKind && kindOfEdge[e] === relation.requires && from[e] === i && (edges[e][7] || edges[e][4] === 1)));
  for (let k = 0; k < order.length; k++) {
    for (const e of into(order[k])) {
      used.push(e);
      if (!column.has(other(e, order[k]))) { column.set(other(e, order[k]), 0); order.push(other(e, order[k])); }
    }
  }
  const before = e => kindOfEdge[e] === relation.requires ? [to[e], from[e]] : [from[e], to[e]];
  // Longest ways; a cycle, which only foreign graphs have, ends with the bound.
  for (let round = 0, changed = true; changed && round < 60; round++) {
    changed = false;
    for (const e of used) {
      const [a, b] = before(e);
      if (a !== node && column.get(a) < column.get(b) + 1 && column.get(b) < 60) { column.set(a, column.get(b) + 1); changed = true; }
    }
  }
  const columns = [];
  for (const i of order) (columns[column.get(i)] ??= []).push(i);
  const at = new Map(), mean = i => {
    const list = used.map(before).filter(pair => pair.includes(i)).map(pair => at.get(pair[0] === i ? pair[1] : pair[0]) ?? 0);
    return list.reduce((sum, y) => sum + y, 0) / (list.length || 1);
  };
  const settle = list => list.forEach((i, k) => at.set(i, k - (list.length - 1) / 2));
  columns.forEach(settle);
  for (let sweep = 0; sweep < 6; sweep++) {
    for (const list of sweep % 2 ? columns.toReversed() : columns) {
      const means = new Map(list.map(i => [i, mean(i)]));
      settle(list.sort((a, b) => means.get(a) - means.get(b) || rank[a] - rank[b]));
    }
  }
  // From left to right or from top to bottom, whichever shows it larger; rows that are too wide become several.
  const wide = 50 + Math.min(250, Math.max(...order.map(i => widthOf(nodes[i][1], 13)))), high = 48;
  const perRow = Math.max(3, Math.floor(width / wide / 0.75)), rows = columns.map(list => Math.ceil(list.length / perRow));
  const long = columns.length, widest = Math.max(...columns.map(list => list.length));
  const below = rows.map((_, depth) => rows.slice(0, depth).reduce((sum, count) => sum + count, 0));
  const down = Math.min(width / (Math.min(widest, perRow) * wide), height / ((below[long - 1] + rows[long - 1]) * high))
    > Math.min(width / (long * wide), height / (widest * high));
  const places = new Map();
  columns.forEach((list, depth) => list.forEach((i, k) => {
    const stagger = depth % 2 ? 0.25 : -0.25, row = k % rows[depth];
    places.set(i, down ? [(at.get(i) / rows[depth] + stagger) * wide, -(below[depth] + row) * high]
      : [-depth * wide, (at.get(i) + stagger) * high]);
  }));
  if (!used.length) places.clear();
  return laidOut(`Before ${nodes[node][1]}: learn from ${down ? 'top to bottom' : 'left to right'}`, places, {
    edges: used, implied: implied(used, before), down, side: down ? Array(n).fill(1) : null, center: node, margin: down ? wide : 100,
    nothing: `Nothing has to come before ${nodes[node][1]}`,
  });
}
/** Edges whose ends other edges join, too: `pair` gives an edge's ends in the order of learning. */
function implied(list, pair) {
  const next = new Map();
  for (const e of list) { const [a, b] = pair(e); if (!next.has(a)) next.set(a, []); next.get(a).push(b); }
  return new Set(list.filter(e => {
    const [a, b] = pair(e), seen = new Set(), open = next.get(a).filter(i => i !== b);
    for (let i; (i = open.pop()) !== undefined;) {
      if (i === b) return true;
      if (!seen.has(i)) { seen.add(i); open.push(...(next.get(i) ?? [])); }
    }
    return false;
  }));
}
/** The cheapest way over what is shown: along an edge costs less than against it, and everything related to everything costs more. */
function findPath(start, goal) {
  const cost = new Float64Array(n).fill(Infinity), by = new Int32Array(n).fill(-1), heap = [[0, start]];
  cost[start] = 0;
  while (heap.length) {
    const [c, i] = pop(heap);
    if (i === goal) break;
    if (c > cost[i]) continue;
    for (const e of edgesOf(i)) {
      if (!isDrawnAtAll(e)) continue;
      const j = other(e, i), name = relations[kindOfEdge[e]];
      const base = name === 'progressesTo' ? 0.6 : name === 'related' || name === 'broader' ? 1.5 : 1;
      const next = c + base * (from[e] === i ? 1 : 1.6) + Math.log2(1 + degree(j)) / 10;
      if (next < cost[j]) { cost[j] = next; by[j] = e; push(heap, [next, j]); }
    }
  }
  const steps = [];
  for (let i = goal; i !== start && by[i] >= 0; i = other(by[i], i)) steps.unshift(by[i]);
  return steps;
}
function push(heap, item) {
  let k = heap.push(item) - 1;
  for (let up; k > 0 && heap[up = (k - 1) >> 1][0] > item[0]; k = up) heap[k] = heap[up];
  heap[k] = item;
}
function pop(heap) {
  const top = heap[0], item = heap.pop();
  if (!heap.length) return top;
  let k = 0;
  for (let down; (down = 2 * k + 1) < heap.length; k = down) {
    if (down + 1 < heap.length && heap[down + 1][0] < heap[down][0]) down++;
    if (heap[down][0] >= item[0]) break;
    heap[k] = heap[down];
  }
  heap[k] = item;
  return top;
}
function showPath(event) {
  event.preventDefault();
  const { from: a, to: b } = $('path').elements, [start] = search(a.value, 1), [goal] = search(b.value, 1);
  if (start === undefined || goal === undefined) return say(`Nothing is called ${start === undefined ? a.value : b.value}`);
  const steps = findPath(start, goal);
  if (!steps.length) return say(`No path from ${nodes[start][1]} to ${nodes[goal][1]} over what is shown`);
  const places = new Map([[start, [0, 0]]]), heads = [], list = [], way = [start];
  for (const e of steps) {
    const i = way[way.length - 1], j = other(e, i);
    heads.push({ text: phrase(e, i), x: way.length * 240 - 120, y: -16, small: true, align: 'center' });
    list.push(make('li', null, nodeButton(j, phrase(e, i))));
    places.set(j, [way.length * 240, 0]);
    way.push(j);
  }
  choose(-1);
  show(laidOut(`From ${nodes[start][1]} to ${nodes[goal][1]}`, places, { heads, edges: steps }));
  $('card').replaceChildren(make('header', null, make('h2', { tabIndex: -1 }, `From ${nodes[start][1]} to ${nodes[goal][1]}`), closer()),
    make('ol', null, make('li', null, nodeButton(start, 'start')), ...list));
  $('card').hidden = false;
  resize();
  fit();
  $('card').querySelector('h2').focus();
  say(`${count(steps.length, 'step')}: ${way.map(i => nodes[i][1]).join(', ')}`);
}

// Input.
const pointers = new Map();
let moved = false;
canvas.addEventListener('pointerdown', event => {
  canvas.setPointerCapture(event.pointerId);
  pointers.set(event.pointerId, event);
  moved = pointers.size > 1;
});
canvas.addEventListener('pointermove', event => {
  const last = pointers.get(event.pointerId);
  if (!last) {
    const under = nodeAt(event.offsetX, event.offsetY);
    canvas.classList.toggle('pointing', under >= 0);
    if (under !== hovered) { hovered = under; redraw(); }
    return;
  }
  const [dx, dy] = [event.clientX - last.clientX, event.clientY - last.clientY];
  if (!moved && Math.hypot(dx, dy) < 4) return;
  moved = true;
  canvas.classList.add('dragging');
  const rest = [...pointers.values()].find(p => p.pointerId !== event.pointerId);
  if (rest) {
    const distance = p => Math.hypot(p.clientX - rest.clientX, p.clientY - rest.clientY) || 1;
    zoom(distance(event) / distance(last), (event.offsetX + rest.offsetX) / 2, (event.offsetY + rest.offsetY) / 2);
    pan(dx / 2, dy / 2);
  } else {
    pan(dx, dy);
  }
  pointers.set(event.pointerId, event);
});
for (const end of ['pointerup', 'pointercancel']) {
  canvas.addEventListener(end, event => {
    pointers.delete(event.pointerId);
    canvas.classList.remove('dragging');
    if (end === 'pointercancel' || moved) return;
    const node = nodeAt(event.offsetX, event.offsetY);
    if (node >= 0 || view === whole) choose(node);
  });
}
canvas.addEventListener('dblclick', event => zoom(1.8, event.offsetX, event.offsetY));
canvas.addEventListener('pointerleave', () => { hovered = -1; redraw(); });
canvas.addEventListener('wheel', event => {
  event.preventDefault();
  zoom(Math.exp(-event.deltaY * (event.deltaMode ? 0.05 : 0.0016)), event.offsetX, event.offsetY);
}, { passive: false });
canvas.addEventListener('keydown', event => {
  const step = { ArrowLeft: [80, 0], ArrowRight: [-80, 0], ArrowUp: [0, 80], ArrowDown: [0, -80] }[event.key];
  if (step) { event.preventDefault(); pan(...step); }
  if (event.key === '+' || event.key === '=') zoom(1.3);
  if (event.key === '-') zoom(1 / 1.3);
  if (event.key === '0') fit();
});
document.addEventListener('keydown', event => {
  if (event.key === '/' && !(event.target instanceof HTMLInputElement)) { event.preventDefault(); $('search').focus(); }
  if (event.key !== 'Escape') return;
  if (view !== whole) show(whole); else choose(-1);
});
addEventListener('popstate', () => {
  const node = byId.get(decodeURIComponent(location.hash.slice(1))) ?? -1;
  choose(node, node >= 0);
  if (node < 0) show(whole);
});
$('search').addEventListener('input', showResults);
$('find').addEventListener('submit', event => { event.preventDefault(); const [best] = search($('search').value, 1); if (best !== undefined) choose(best, true); });
$('find').addEventListener('keydown', event => { if (event.key === 'ArrowDown') move(event, 1); });
$('results').addEventListener('keydown', event => {
  if (event.key === 'ArrowDown') move(event, 1);
  if (event.key === 'ArrowUp') move(event, -1);
});
$('path').addEventListener('submit', showPath);
$('path').addEventListener('input', event =>
  $('names').replaceChildren(...search(event.target.value, 15).map(i => make('option', { value: nodes[i][1] }))));
$('back').addEventListener('click', () => { show(whole); canvas.focus(); });
$('in').addEventListener('click', () => zoom(1.4));
$('out').addEventListener('click', () => zoom(1 / 1.4));
$('all').addEventListener('click', () => fit());
$('theme').addEventListener('click', () => { document.documentElement.classList.toggle('dark'); paint(); });

function paint() {
  const style = getComputedStyle(document.documentElement);
  colors = Object.fromEntries(['paper', 'ink', 'soft', ...kinds, ...relations].map(name => [name, style.getPropertyValue('--' + name).trim()]));
  stamps.clear();
  redraw();
}
function resize() {
  const { clientWidth, clientHeight } = canvas;
  if (clientWidth === width && clientHeight === height && ratio === devicePixelRatio) return;
  ratio = devicePixelRatio;
  [width, height] = [clientWidth, clientHeight];
  canvas.width = width * ratio; canvas.height = height * ratio;
  redraw();
}
new ResizeObserver(resize).observe(canvas);
const dark = matchMedia('(prefers-color-scheme: dark)');
const follow = () => { document.documentElement.classList.toggle('dark', dark.matches); paint(); };
dark.addEventListener('change', follow);

document.title = document.querySelector('h1').textContent = graph.title;
$('counts').textContent = `${count(n, 'node')}, ${count(m, 'edge')}, ${count(graph.postings, 'posting')}`;
filters();
follow();
index(whole);
if (n > 60) beginning();
resize();
fit(true);
// What the address names, or what the page is about.
const wanted = byId.get(decodeURIComponent(location.hash.slice(1))), subject = byId.get(graph.start);
if (wanted !== undefined) {
  choose(wanted, true);
} else if (subject !== undefined) {
  choose(subject);
  show(edges.every(e => e[1] === relation.prerequisiteOf) ? prerequisites(subject) : neighbourhood(subject));
}

// What the tests in Tests/Interop look at.
window.viewer = {
  get frames() { return frames; }, get view() { return view.name; }, get camera() { return { ...camera }; },
  place: id => { const i = byId.get(id), r = canvas.getBoundingClientRect(); return [screenX(i) + r.left, screenY(i) + r.top]; },
};
})();
