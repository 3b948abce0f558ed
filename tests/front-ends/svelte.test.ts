import { driveFrontEnd } from "./drive.ts";

driveFrontEnd("svelte");
