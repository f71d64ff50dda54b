import { mount } from "../shared/shell.tsx";
import { RoomPage } from "./room.tsx";
import { Room } from "./room-model.ts";
import "../editor/editor.css";
import "./room.css";

const room = new Room();
mount(<RoomPage room={room} />);
void room.open();
