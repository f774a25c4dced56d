import { PRINCIPAL_NAME } from '@offtake/access/principal';
import { z } from 'zod';

/** Who somebody is, in an address or a body. */
export const principalName = z
  .string()
  .regex(PRINCIPAL_NAME, 'a letter or digit, then letters, digits and . _ @ + -, at most 100');
