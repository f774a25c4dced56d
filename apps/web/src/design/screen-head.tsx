import type { ReactNode } from 'react';
import { useTitle } from './use-title.ts';

interface ScreenHeadProps {
  readonly title: string;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
}

export function ScreenHead({ title, children, actions }: ScreenHeadProps) {
  useTitle(title);
  return (
    <header className="mb-4 flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
      <div className="min-w-0 max-w-3xl">
        <h1 className="text-title font-semibold tracking-tight">{title}</h1>
        {children ? <p className="mt-1 text-body text-soft">{children}</p> : null}
      </div>
      {actions}
    </header>
  );
}
