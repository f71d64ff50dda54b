import { mount } from "../shared/shell.tsx";
import { BoardPage } from "./board.tsx";
import "./board.css";

mount(<BoardPage id={decodeURIComponent(location.pathname.split("/")[2] ?? "")} />);
