import { mount } from "../shared/shell.tsx";
import { LinkedBoardPage, OrganiserBoardPage } from "./board.tsx";
import "./board.css";

const [, , first = "", second] = location.pathname.split("/").map(decodeURIComponent);
if (first === "link" && second) {
  const secret = location.hash.slice(1) || undefined;
  // What a projector shows in its address would be everybody's.
  history.replaceState(null, "", `${location.pathname}${location.search}`);
  mount(<LinkedBoardPage id={second} secret={secret} />);
} else mount(<OrganiserBoardPage id={first} />);
