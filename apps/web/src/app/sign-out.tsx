import { useLingui } from '@lingui/react/macro';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { sessionRead } from '../api/reads.ts';
import { request } from '../api/request.ts';
import { Icon } from '../design/icon.tsx';

/** Ends the session; there is none to end where the system is open to all. */
export function SignOut() {
  const { t } = useLingui();
  const queries = useQueryClient();
  const { data: session } = useQuery(sessionRead);
  if (!session || session.open) return null;
  const leave = async () => {
    await request('/api/session', { method: 'DELETE' });
    await queries.resetQueries({ queryKey: ['session'] });
  };
  return (
    <button
      type="button"
      aria-label={t`Sign out`}
      title={t`Sign out`}
      className="button button-quiet"
      onClick={() => void leave()}
    >
      <Icon name="out" />
    </button>
  );
}
