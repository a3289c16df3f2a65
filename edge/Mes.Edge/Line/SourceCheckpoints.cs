using System.Text.Json;
using Mes.Edge.Acquisition;
using Mes.Edge.Journal;

namespace Mes.Edge.Line;

/// <summary>Checkpoints of sources in the journal.</summary>
static class SourceCheckpoints
{
    public static string NameOf(string source) => $"source:{source}";

    public static byte[] Write(SourceCheckpoint checkpoint) =>
        JsonSerializer.SerializeToUtf8Bytes(checkpoint, CheckpointJson.Default.SourceCheckpoint);

    /// <summary>Null where the source never ran with this journal.</summary>
    public static SourceCheckpoint? ReadSource(this JournalStore store, string source) =>
        store.ReadCheckpoint(NameOf(source)) is { } json
            ? JsonSerializer.Deserialize(json, CheckpointJson.Default.SourceCheckpoint)
            : null;
}
