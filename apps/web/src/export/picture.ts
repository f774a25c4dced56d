import type { ExportedAt } from './write.ts';

/** What a picture's look depends on; in a file of its own it has no style sheet. */
const STYLES = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-opacity',
  'stroke-dasharray',
  'stroke-linecap',
  'stroke-linejoin',
  'opacity',
  'font-family',
  'font-size',
  'font-weight',
  'text-anchor',
  'dominant-baseline',
  'visibility',
  'display',
] as const;

/** The picture as a file that stands alone: looks as on screen, on the same ground, and says where it stands. */
export function toSvg(picture: SVGSVGElement, title: string, at: ExportedAt): string {
  const copy = picture.cloneNode(true) as SVGSVGElement;
  const originals = [picture, ...picture.querySelectorAll<SVGElement>('*')];
  [copy, ...copy.querySelectorAll<SVGElement>('*')].forEach((element, i) => {
    const original = originals[i];
    if (original) inlineStyles(original, element);
  });
  const { width, height } = picture.getBoundingClientRect();
  if (!copy.hasAttribute('viewBox')) copy.setAttribute('viewBox', `0 0 ${width} ${height}`);
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height));
  copy.style.background = groundOf(picture);
  copy.prepend(worded('title', title), worded('desc', describe(at)));
  return `${new XMLSerializer().serializeToString(copy)}\n`;
}

function inlineStyles(original: Element, copy: SVGElement): void {
  const computed = getComputedStyle(original);
  copy.removeAttribute('class');
  copy.removeAttribute('tabindex');
  for (const name of STYLES) copy.style.setProperty(name, computed.getPropertyValue(name));
}

/** The first colour behind it that is not transparent. */
function groundOf(element: Element | null): string {
  if (!element) return 'white';
  const { backgroundColor } = getComputedStyle(element);
  return /^rgba\(.*, 0\)$/.test(backgroundColor) ? groundOf(element.parentElement) : backgroundColor;
}

function describe({ book, position, knownAt, validAt, url }: ExportedAt): string {
  return `${book}, position ${position}, known at ${knownAt ?? 'now'}, valid at ${validAt ?? 'any day'}: ${url}`;
}

function worded(name: 'title' | 'desc', text: string): SVGElement {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name);
  element.textContent = text;
  return element;
}
