/** Where a leg's quantity can stand, from the least sure to what is over. Apart from the schemas: a screen needs it alone. */
export const ACCOUNTS = ['intent', 'option', 'conditional', 'firm', 'performed', 'lapsed'] as const;
export type Account = (typeof ACCOUNTS)[number];
