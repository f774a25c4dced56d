import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { HealthModule } from '@offtake/http-edge/health';
import { AppModule } from './app.module.ts';

/** Prints the OpenAPI document of what this service answers. Nothing is started for it. */
const settings = {
  databaseUrl: '',
  kafkaBrokers: [],
  kafkaRequestTimeoutMs: null,
  internalToken: null,
  signingKeys: null,
  open: false,
};
const service = { module: HealthModule, imports: [AppModule.forRoot(settings)] };
const app = await NestFactory.create(service, new FastifyAdapter(), {
  preview: true,
  logger: ['error'],
});
const about = new DocumentBuilder()
  .setOpenAPIVersion('3.1.0')
  .setTitle('Offtake: recording')
  .setVersion('1')
  .addBearerAuth()
  .addCookieAuth('offtake_session');
process.stdout.write(`${JSON.stringify(SwaggerModule.createDocument(app, about.build()), null, 2)}\n`);
