namespace Mes.Edge.Execution;

/// <summary>Why nothing was written; each has its words on the touch pages under <c>Refused</c> and its name.</summary>
public enum RefusalCode
{
    /// <summary>The form has no act id, so that a repeat of it could not be told from another act.</summary>
    NoActId,

    /// <summary>The program ends, and may not have saved it.</summary>
    Ending,

    /// <summary>{0} is not of this line.</summary>
    UnknownMachine,

    /// <summary>{0} is not in the list.</summary>
    NotAScrapReason,

    /// <summary>{0} is not in the list.</summary>
    NotAStopReason,

    /// <summary>Less than one part.</summary>
    NoQuantity,

    /// <summary>{1} asked, {2} possible.</summary>
    MoreThanGood,

    /// <summary>No counter counts the parts of {0}: there are none to move (M0.04).</summary>
    NotCounted,

    /// <summary>The stop is too long ago, or another machine's.</summary>
    UnknownStop,

    /// <summary>It has been taken back before.</summary>
    AlreadyTakenBack,

    /// <summary>Its minute is over.</summary>
    TooOldToTakeBack,

    /// <summary>Some of the parts became scrap since.</summary>
    ScrappedSince,

    /// <summary>Parts have no order to be scrap of.</summary>
    NoOrderRuns,

    /// <summary>{0} does not run.</summary>
    OrderDoesNotRun,

    /// <summary>{0} runs.</summary>
    OrderRunsAlready,

    /// <summary>{0} is not released to this line.</summary>
    UnknownOrder,

    /// <summary>The parts belong to an order by now.</summary>
    NothingUnassigned,
}
