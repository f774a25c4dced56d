import { grant as grantAccess, migrate as migrateAccess } from '@offtake/access/migrate';
import { grant as grantLedger, migrate as migrateLedger } from '@offtake/event-store/migrate';
import { prepareRoles } from './database-roles.ts';
import { required } from './environment.ts';

/** Brings the database to its newest form: roles, schemas, grants. May be run again at any time. */
const adminUrl = required('OFFTAKE_ADMIN_DATABASE_URL');
await prepareRoles(adminUrl, {
  offtake_command: required('OFFTAKE_COMMAND_PASSWORD'),
  offtake_projection: required('OFFTAKE_PROJECTION_PASSWORD'),
});
await migrateLedger(adminUrl);
await migrateAccess(adminUrl);
await grantLedger(adminUrl);
await grantAccess(adminUrl);
