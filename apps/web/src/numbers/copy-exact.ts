/** What is copied from the screen is exact: each number that is shown in short carries its full text in `data-exact`. */
export function copyExactNumbers(document: Document): () => void {
  const onCopy = (event: ClipboardEvent) => {
    const selection = document.getSelection();
    if (!selection || selection.isCollapsed || !event.clipboardData) return;
    const copied = selection.getRangeAt(0).cloneContents();
    const short = copied.querySelectorAll<HTMLElement>('[data-exact]');
    const around = (selection.anchorNode?.parentElement ?? null)?.closest<HTMLElement>('[data-exact]');
    if (short.length === 0 && !around) return;
    for (const element of short) element.textContent = element.dataset['exact'] ?? '';
    const text = short.length === 0 ? (around?.dataset['exact'] ?? '') : (copied.textContent ?? '');
    event.clipboardData.setData('text/plain', text);
    event.preventDefault();
  };
  document.addEventListener('copy', onCopy);
  return () => document.removeEventListener('copy', onCopy);
}
