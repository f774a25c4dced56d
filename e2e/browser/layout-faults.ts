/** What a page shows that it should not, and the sizes of its type. Runs inside the page, so it stands alone. */
export interface LayoutReport {
  readonly faults: readonly string[];
  readonly fontSizes: readonly string[];
}

export function inspectLayout(): LayoutReport {
  interface Piece {
    readonly element: Element;
    readonly text: string;
    readonly box: DOMRect;
    /** What moves independently of the rest may cover it: dialogs, sticky heads, docks. */
    readonly layer: Element | null;
  }
  const faults: string[] = [];
  const fontSizes = new Set<string>();
  const quote = ({ element, text }: Piece) =>
    `"${text.slice(0, 40)}" <${element.tagName.toLowerCase()} ${element.className}>`;

  /** The part of the page that scrolls: what is under its lower edge is looked at as well. */
  const main = document.getElementById('main');
  const layerOf = (element: Element): Element | null => {
    for (let at: Element | null = element; at !== null && at !== main; at = at.parentElement) {
      if (['fixed', 'sticky', 'absolute'].includes(getComputedStyle(at).position)) return at;
    }
    return main?.contains(element) ? main : null;
  };
  /** The part of a box that its scrolling ancestors leave to be seen, however far the page itself is scrolled. */
  const seen = (element: Element, box: DOMRect): DOMRect | null => {
    let { left, top, right, bottom } = box;
    for (let at = element.parentElement; at !== null; at = at.parentElement) {
      const { overflowX, overflowY } = getComputedStyle(at);
      const frame = at.getBoundingClientRect();
      if (overflowX !== 'visible') [left, right] = [Math.max(left, frame.left), Math.min(right, frame.right)];
      if (overflowY !== 'visible' && at !== main)
        [top, bottom] = [Math.max(top, frame.top), Math.min(bottom, frame.bottom)];
    }
    return right - left > 1 && bottom - top > 1 ? new DOMRect(left, top, right - left, bottom - top) : null;
  };
  const pieces: Piece[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const element = node.parentElement;
    const text = node.textContent?.trim() ?? '';
    if (
      element === null ||
      text === '' ||
      !element.checkVisibility({ opacityProperty: true, visibilityProperty: true })
    )
      continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) {
      const visible = seen(element, box);
      if (visible === null) continue;
      fontSizes.add(getComputedStyle(element).fontSize);
      pieces.push({ element, text, box: visible, layer: layerOf(element) });
    }
  }

  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth > width) {
    faults.push(`the page is ${document.documentElement.scrollWidth} px wide in a window of ${width} px`);
  }
  for (const piece of pieces) {
    if (piece.box.right > width + 1 || piece.box.left < -1) faults.push(`out of the window: ${quote(piece)}`);
  }
  pieces.forEach((one, index) => {
    for (const other of pieces.slice(index + 1)) {
      if (one.element === other.element || one.layer !== other.layer) continue;
      const across = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
      const down = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
      // Lines that are set tight touch by a little.
      if (across > 2 && down > 0.4 * Math.min(one.box.height, other.box.height)) {
        faults.push(`one over the other: ${quote(one)} and ${quote(other)}`);
      }
    }
  });
  for (const figure of document.querySelectorAll('[data-testid=cell]')) {
    if (!['right', 'end'].includes(getComputedStyle(figure).textAlign))
      faults.push(`not aligned right: ${figure.textContent}`);
  }
  for (const table of document.querySelectorAll('table')) {
    /** By column: where the lines of its figures end, and one of them. */
    const ends = new Map<number, { readonly right: number; readonly said: string }>();
    for (const cell of table.querySelectorAll('td')) {
      const { display, textAlign } = getComputedStyle(cell);
      // A figure inside of a sentence stands where the sentence has it.
      if (display !== 'table-cell' || !['right', 'end'].includes(textAlign) || !cell.checkVisibility()) continue;
      const column = [...(cell.parentElement?.children ?? [])]
        .slice(0, cell.cellIndex)
        .reduce((sum, before) => sum + (before as HTMLTableCellElement).colSpan, 0);
      const lines = new Map<number, number>();
      for (const figure of cell.querySelectorAll('[data-exact]')) {
        for (const { top, right } of figure.getClientRects()) {
          const line = Math.round(top / 8);
          lines.set(line, Math.max(lines.get(line) ?? 0, right));
        }
      }
      const right = Math.max(0, ...lines.values());
      if (right === 0) continue;
      const said = cell.textContent?.trim().slice(0, 40) ?? '';
      const first = ends.get(column) ?? { right, said };
      ends.set(column, first);
      if (Math.abs(first.right - right) > 1.5) {
        const off = Math.round(right - first.right);
        faults.push(`not under one another: "${first.said}" and "${said}", which ends ${off} px further right`);
      }
    }
  }
  return { faults: [...new Set(faults)].slice(0, 20), fontSizes: [...fontSizes] };
}
