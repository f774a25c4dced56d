import { fileURLToPath } from 'node:url';
import { lingui } from '@lingui/vite-plugin';
import babel from '@rolldown/plugin-babel';
import tailwindcss from '@tailwindcss/vite';
import react, { reactCompilerPreset } from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const packages = fileURLToPath(new URL('../../packages', import.meta.url));

export default defineConfig({
  plugins: [
    lingui({ macroTransform: true, failOnMissing: true, failOnCompileError: true }),
    react(),
    babel({ presets: [reactCompilerPreset()] }),
    tailwindcss(),
  ],
  resolve: {
    // The pure packages from their sources: one compiler, and what a screen does not use is left out of its bundle.
    alias: [{ find: /^@offtake\/(deals|exposure)\/(.+)$/, replacement: `${packages}/$1/src/$2.ts` }],
  },
  build: { target: 'es2022', reportCompressedSize: true, chunkSizeWarningLimit: 800 },
  server: { proxy: { '/api': process.env['OFFTAKE_GATEWAY'] ?? 'http://127.0.0.1:7420' } },
});
