/** Old television sets run Chromium 87: the bundle is compiled for it. One small page, so no chunks and no source maps. */
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

export default defineConfig({
  plugins: [react()],
  build: { target: "chrome87", cssTarget: "chrome87", reportCompressedSize: false, modulePreload: { polyfill: false } },
});
