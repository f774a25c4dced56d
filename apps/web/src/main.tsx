import './design/theme.css';
import { i18n } from '@lingui/core';
import { I18nProvider } from '@lingui/react';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createQueries } from './api/queries.ts';
import { router } from './app/router.tsx';
import { signInFromUrl } from './app/session.ts';
import { copyExactNumbers } from './numbers/copy-exact.ts';
import { activateLocale, fetchOtherWords, firstLocale } from './words/locale.ts';

const queries = createQueries();

const root = document.getElementById('root');
if (!root) throw new Error('the page has no root');

await Promise.all([activateLocale(firstLocale()), signInFromUrl()]);
copyExactNumbers(document);

createRoot(root).render(
  <StrictMode>
    <I18nProvider i18n={i18n}>
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </I18nProvider>
  </StrictMode>,
);
fetchOtherWords();
