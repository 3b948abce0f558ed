import { defineEventHandler } from "h3";
import { nicknames } from "../lib/nicknames.ts";
import { visitorOf } from "../lib/visitor.ts";

export default defineEventHandler((event) => ({
  nickname: nicknames.get(visitorOf(event).userId),
}));
