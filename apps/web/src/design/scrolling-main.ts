/** The part of the page that scrolls, between the masthead and the time dock: neither ever covers what has the focus. */
export function scrollingMain(): HTMLElement | null {
  return document.getElementById('main');
}
