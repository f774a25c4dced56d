import 'reflect-metadata';
import { createService, listen } from '@offtake/http-edge/service';
import { AppModule } from './app.module.ts';
import { readConfig } from './config.ts';

/** The projection service: reads the log, keeps the read models, answers questions about them. */
const app = await createService(AppModule.from(readConfig(process.env)));
await listen(app);
