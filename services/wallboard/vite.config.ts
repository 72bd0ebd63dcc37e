/**
 * Old television sets run Chromium 87: the bundle is compiled for it, without source maps. Chunks of words are named by their folder and language
 * (`words-desk-pl`), since each folder has a `pl.ts`: `board-size.test.ts` counts what each display loads in each language.
 */
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const WORDS = /\/src\/words\/(?:([\w-]+)\/)?(en|pl|it|zh)\.ts$/;

export default defineConfig({
  plugins: [react()],
  build: {
    target: "chrome87",
    cssTarget: "chrome87",
    reportCompressedSize: false,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        chunkFileNames({ facadeModuleId, moduleIds }) {
          // What other words are made with has no module of its own.
          const of = facadeModuleId ?? (moduleIds.every((id) => WORDS.test(id)) ? moduleIds.at(-1) : null);
          const [, folder = "everywhere", language] = WORDS.exec(of ?? "") ?? [];
          return language === undefined ? "assets/[name]-[hash].js" : `assets/words-${folder}-${language}-[hash].js`;
        },
      },
    },
  },
});
