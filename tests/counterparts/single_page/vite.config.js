// A page each made with Vue, React and Svelte, by the build tools that their own documentation begins with.
// https://vite.dev/guide/build.html#multi-page-app
import { svelte } from '@sveltejs/vite-plugin-svelte';
import react from '@vitejs/plugin-react';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

export default defineConfig({
    plugins: [vue(), react(), svelte()],
    build: { rollupOptions: { input: ['vue.html', 'react.html', 'svelte.html'] } },
});
