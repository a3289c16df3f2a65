using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Mes.Domain.Machines;
using Mes.Ui.Times;

namespace Mes.Ui.Machines;

/// <summary>States as shapes: one path a state, however many pieces, in a drawing that is as wide as it has steps.</summary>
static class StateShapes
{
    /// <summary>More than a screen shows of a time line: a piece is never drawn narrower than one of them.</summary>
    public const int Steps = 2000;

    // Drawn later lies on top: of states too short to be told apart the worse one is seen.
    static readonly MachineState[] CalmestFirst =
        [MachineState.NoData, MachineState.Running, MachineState.Maintenance, MachineState.Idle, MachineState.Fault];

    static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,

        // Escapes what could end the script element that it stands in.
        Encoder = JavaScriptEncoder.Default,
    };

    /// <summary>In the order of a legend; the script counts by it.</summary>
    public static IReadOnlyList<StateLook> Looks => AllLooks;

    static readonly StateLook[] AllLooks =
    [
        StateLook.Of(MachineState.Running), StateLook.Of(MachineState.Idle), StateLook.Of(MachineState.Fault),
        StateLook.Of(MachineState.Maintenance), StateLook.Of(MachineState.NoData),
    ];

    /// <summary>A path for each state, the calmest first; empty where it did not occur, for the script to fill.</summary>
    public static IReadOnlyList<(string Look, string Path)> Of(IReadOnlyList<StatePiece> pieces, TimelineScale scale) =>
    [
        .. CalmestFirst.Select(state => (
            StateLook.Of(state).Name,
            string.Concat(pieces.Where(piece => piece.State == state && piece.From < scale.To && piece.To > scale.From)
                .Select(piece => Shape(piece.From, piece.To, scale)).Distinct()))),
    ];

    public static string Shape(DateTimeOffset from, DateTimeOffset to, TimelineScale scale)
    {
        var start = (int)(scale.Fraction(from) * Steps);
        var width = Math.Max(1, (int)(scale.Fraction(to) * Steps) - start);
        return string.Create(CultureInfo.InvariantCulture, $"M{start} 0h{width}v1h-{width}z");
    }

    /// <summary>What the script needs: pieces as [start, length, state, note], in milliseconds after the beginning.</summary>
    public static string Json(
        IReadOnlyList<TimelineRow> rows, DateTimeOffset from, DateTimeOffset to, SiteTime time, IReadOnlyList<string> stateWords,
        string template) => JsonSerializer.Serialize(
        new
        {
            From = from.ToUnixTimeMilliseconds(),
            To = to.ToUnixTimeMilliseconds(),
            Now = time.Now.ToUnixTimeMilliseconds(),
            Zone = time.Zone.Id,
            Looks = Looks.Select(look => look.Name),
            Words = stateWords,
            Template = template,
            Rows = rows.Select(row => row.Pieces.Select(piece => PieceOf(piece, from))),
        },
        Format);

    static object?[] PieceOf(StatePiece piece, DateTimeOffset from)
    {
        var state = Array.IndexOf(AllLooks, StateLook.Of(piece.State));
        var (start, length) = ((long)(piece.From - from).TotalMilliseconds, (long)(piece.To - piece.From).TotalMilliseconds);
        return piece.Note is null ? [start, length, state] : [start, length, state, piece.Note];
    }
}
