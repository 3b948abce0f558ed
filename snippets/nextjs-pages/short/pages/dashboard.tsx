import { withSession } from "../lib/page-session";

export const getServerSideProps = withSession((session) => ({
  userId: session.getUserId(),
}));

export default function Dashboard({ userId }: { userId: string }) {
  return <p>Signed in as {userId}</p>;
}
