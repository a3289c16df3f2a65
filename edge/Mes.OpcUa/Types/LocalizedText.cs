using Mes.OpcUa.Codec;

namespace Mes.OpcUa.Types;

/// <summary>Text for people, with the locale it is written in where the server tells.</summary>
public readonly record struct LocalizedText(string? Locale, string? Text)
{
    const byte LocaleBit = 0x01;
    const byte TextBit = 0x02;

    internal static LocalizedText Decode(ref UaReader reader)
    {
        var mask = reader.ReadByte();
        var locale = (mask & LocaleBit) != 0 ? reader.ReadString() : null;
        var text = (mask & TextBit) != 0 ? reader.ReadString() : null;
        return new LocalizedText(locale, text);
    }

    internal void Encode(UaWriter writer)
    {
        writer.WriteByte((byte)((Locale is null ? 0 : LocaleBit) | (Text is null ? 0 : TextBit)));
        if (Locale is not null)
        {
            writer.WriteString(Locale);
        }

        if (Text is not null)
        {
            writer.WriteString(Text);
        }
    }

    public override string ToString() => Text ?? "";
}
