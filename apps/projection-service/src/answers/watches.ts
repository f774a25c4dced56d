import { watchSchema } from '@offtake/deals/watch';
import { z } from 'zod';
import { slug } from './parts.ts';

const watch = z.strictObject({ watch: slug, terms: watchSchema }).meta({ id: 'Watch' });
export const watches = z.strictObject({ watches: z.array(watch) });
