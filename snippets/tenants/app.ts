import express from "express";
import "./init.ts";
import { noStore } from "./no-store.ts";
import { tenantPage } from "./tenant-page.ts";

export const app = express();

app.use(noStore);
app.get("/tenants/:tenant/dashboard", tenantPage);
