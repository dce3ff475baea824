// The starter's, without the program that plays Shopify's servers.
import {fileURLToPath} from 'node:url';
import {reactRouter} from '@react-router/dev/vite';
import {hydrogen} from '@shopify/hydrogen/vite';
import {defineConfig} from 'vite';

export default defineConfig(({isSsrBuild}) => ({
  plugins: [hydrogen(), reactRouter()],
  resolve: {alias: {'~': fileURLToPath(new URL('./app', import.meta.url))}},
  ssr: {noExternal: true, target: 'webworker', resolve: {conditions: ['worker', 'workerd', 'module']}},
  build: {rollupOptions: isSsrBuild ? {input: './server.ts'} : undefined},
}));
