namespace Mes.Edge.Acquisition;

/// <summary>What a source tells the recorder, in order.</summary>
abstract record SourceNotice
{
    SourceNotice()
    {
    }

    /// <summary>The source answers; the next publication brings all present values.</summary>
    /// <param name="ServerTime">By the server's clock; from then on the data are complete.</param>
    public sealed record Connected(DateTimeOffset ServerTime) : SourceNotice;

    /// <summary>The source does not know this tag, or may not tell it; the others go on.</summary>
    public sealed record TagRefused(long Tag, string Reason) : SourceNotice;

    /// <summary>What the source could not make sense of so far, for people; its connection goes on.</summary>
    public sealed record Unreadable(string Words) : SourceNotice;

    /// <summary>Samples, possibly none.</summary>
    /// <param name="PublishTime">
    /// By the server's clock; the source vouches that nothing else happened before. Null where it vouches for nothing.
    /// </param>
    /// <param name="Acknowledge">To be called once the samples are durable; null where the source needs no word.</param>
    public sealed record Published(
        DateTimeOffset? PublishTime, IReadOnlyList<TagSample> Samples, Action? Acknowledge) : SourceNotice
    {
        /// <summary>The source may send these again: what was journaled of it is kept, to know repetitions by.</summary>
        public bool Repeats { get; init; }
    }

    /// <summary>Nothing more comes until the next <see cref="Connected"/>.</summary>
    /// <param name="LastPublishTime">Up to then the data are complete; null where this connection brought none.</param>
    public sealed record Interrupted(DateTimeOffset? LastPublishTime, string Cause) : SourceNotice;
}
