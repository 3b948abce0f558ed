import { createApp } from "vue";
import App from "./App.vue";
import "./init.ts";
import { router } from "./router.ts";

createApp(App).use(router).mount("#app");
