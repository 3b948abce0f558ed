import { driveFrontEnd } from "./drive.ts";

driveFrontEnd("angular");
