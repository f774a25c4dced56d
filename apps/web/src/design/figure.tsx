import type { ReactNode } from 'react';

/** Figures that measure one thing, side by side. */
export function Figures({ children }: { readonly children: ReactNode }) {
  return <dl className="grid grid-cols-2 gap-x-6 gap-y-3 px-4 py-3 sm:flex sm:flex-wrap sm:gap-x-10">{children}</dl>;
}

interface FigureProps {
  readonly name: ReactNode;
  /** What the figure means, where its name does not say it. */
  readonly meaning?: ReactNode;
  readonly testId?: string;
  readonly children: ReactNode;
}

export function Figure({ name, meaning, testId, children }: FigureProps) {
  return (
    <div data-testid={testId} className="min-w-0">
      <dt className="text-label font-medium text-faint">{name}</dt>
      <dd className="text-section font-semibold tracking-tight">
        {children}
        {meaning ? <span className="block text-label font-normal tracking-normal text-soft">{meaning}</span> : null}
      </dd>
    </div>
  );
}
