using System.Text.Json;
using System.Text.Json.Serialization;

namespace Mes.Contracts.Events;

/// <summary>
/// What text an event may hold (L3). A NUL cannot be kept in a Postgres text, and half of a surrogate pair cannot be kept in
/// UTF-8 at
/// all: both are refused where they are entered, before the bytes are signed for good.
/// </summary>
public static class EventText
{
    public static bool IsAllowed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var isPair = i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]);
            if (text[i] == '\0' || (char.IsSurrogate(text[i]) && !isPair))
            {
                return false;
            }

            i += isPair ? 1 : 0;
        }

        return true;
    }

    internal static string Allowed(string text) => IsAllowed(text)
        ? text
        : throw new ArgumentException("A text holds a NUL or half of a surrogate pair; remove it.");
}

sealed class TextConverter : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetString();

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        writer.WriteStringValue(EventText.Allowed(value));
}
