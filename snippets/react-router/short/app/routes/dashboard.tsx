import { type LoaderFunctionArgs, useLoaderData } from "react-router";
import { sessionContext } from "../lib/require-session";

export function loader({ context }: LoaderFunctionArgs) {
  return { userId: context.get(sessionContext).getUserId() };
}

export default function Dashboard() {
  const { userId } = useLoaderData<typeof loader>();
  return <p>Signed in as {userId}</p>;
}
