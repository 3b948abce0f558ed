import { bootstrapApplication } from "@angular/platform-browser";
import { provideRouter } from "@angular/router";
import { App } from "./app";
import "./init";
import { routes } from "./routes";

bootstrapApplication(App, { providers: [provideRouter(routes)] }).catch(console.error);
