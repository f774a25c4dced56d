import { isStorable } from '@offtake/deals/vocabulary';
import { z } from 'zod';

/** What people call a book. */
export const bookName = z.string().trim().min(1).max(200).refine(isStorable, 'a NUL, or half a character');
