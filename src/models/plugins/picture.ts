import { Schema, type Types } from 'mongoose';

/** A public picture inside another document: its row in `media`, and where it is seen, so that lists need no second look. */
export interface PictureRef {
  mediaId: Types.ObjectId;
  url: string;
}

export const pictureSchema = new Schema<PictureRef>(
  { mediaId: { type: Schema.Types.ObjectId, required: true }, url: { type: String, required: true } },
  { _id: false },
);
