import { Problem, request } from '../api/request.ts';

/** Signs in with a one-time code; the refusal, if there is one. */
export async function signInWith(code: string): Promise<Problem | null> {
  try {
    await request('/api/session', { method: 'POST', body: { code } });
    return null;
  } catch (failure) {
    if (failure instanceof Problem) return failure;
    throw failure;
  }
}

/** Uses the code of a printed link (`/#code=…`), once, and takes it out of the URL and the history. */
export async function signInFromUrl(): Promise<void> {
  const code = new URLSearchParams(location.hash.slice(1)).get('code');
  if (!code) return;
  history.replaceState(history.state, '', location.pathname + location.search);
  await signInWith(code);
}
