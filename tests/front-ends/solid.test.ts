import { driveFrontEnd } from "./drive.ts";

driveFrontEnd("solid");
