import { mount } from "../shared/shell.tsx";
import { Console } from "./console.tsx";
import "../editor/editor.css";
import "./admin.css";

mount(<Console />);
