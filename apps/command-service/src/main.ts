import 'reflect-metadata';
import { createService, listen } from '@offtake/http-edge/service';
import { AppModule } from './app.module.ts';
import { readSettings } from './settings.ts';

await listen(await createService(AppModule.forRoot(readSettings())));
