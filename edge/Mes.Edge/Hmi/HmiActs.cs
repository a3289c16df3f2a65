using System.ComponentModel.DataAnnotations;
using Mes.Edge.Execution;
using Mes.Edge.Line;
using Microsoft.AspNetCore.Mvc;

namespace Mes.Edge.Hmi;

/// <summary>Good parts turned out to be scrap.</summary>
/// <param name="Machine">The machine of the page, <c>site/line/machine</c>; here and in the other forms.</param>
public sealed record ScrapForm(
    Guid ActId, [property: MaxLength(200)] string Machine, long Quantity, [property: MaxLength(40)] string Reason);

/// <summary>The cause of a stop.</summary>
public sealed record StopForm(
    Guid ActId, [property: MaxLength(200)] string Machine, Guid Stoppage, [property: MaxLength(40)] string Reason);

/// <summary>Takes back a declaration of scrap, or parts given to an order.</summary>
/// <param name="Entry">The event to take back.</param>
public sealed record UndoForm(Guid ActId, [property: MaxLength(200)] string Machine, Guid Entry);

/// <summary>Starts or ends work on an order.</summary>
public sealed record OrderForm(
    Guid ActId, [property: MaxLength(200)] string Machine, [property: MaxLength(40)] string Order);

/// <summary>Gives parts that no order ran for to one.</summary>
/// <param name="From">Which stretch of them.</param>
public sealed record AssignForm(
    Guid ActId, [property: MaxLength(200)] string Machine, DateTimeOffset From, [property: MaxLength(40)] string Order);

/// <summary>The acts that the pages offer; each is answered after its event is durable.</summary>
sealed class HmiActs(LineBoard board, OperatorActs acts, TimeProvider clock, HmiOptions options)
{
    public static Task<IResult> ScrapAsync(
        [FromForm] ScrapForm form, HmiActs hmi, HttpRequest request, CancellationToken cancellation) => hmi.PerformAsync(
            new ReclassifyScrap(form.ActId, form.Machine, form.Quantity, form.Reason), form.Machine, request, cancellation);

    public static Task<IResult> StopAsync(
        [FromForm] StopForm form, HmiActs hmi, HttpRequest request, CancellationToken cancellation) => hmi.PerformAsync(
            new GiveStoppageReason(form.ActId, form.Machine, form.Stoppage, form.Reason), form.Machine, request, cancellation);

    public static Task<IResult> UndoScrapAsync(
        [FromForm] UndoForm form, HmiActs hmi, HttpRequest request, CancellationToken cancellation) => hmi.PerformAsync(
            new UndoReclassification(form.ActId, form.Entry), form.Machine, request, cancellation);

    public static Task<IResult> UndoAssignmentAsync(
        [FromForm] UndoForm form, HmiActs hmi, HttpRequest request, CancellationToken cancellation) => hmi.PerformAsync(
            new UndoAssignment(form.ActId, form.Entry), form.Machine, request, cancellation);

    public static Task<IResult> StartOrderAsync(
        [FromForm] OrderForm form, HmiActs hmi, HttpRequest request, CancellationToken cancellation) => hmi.PerformAsync(
            new StartOrderRun(form.ActId, form.Order), form.Machine, request, cancellation);

    public static Task<IResult> EndOrderAsync(
        [FromForm] OrderForm form, HmiActs hmi, HttpRequest request, CancellationToken cancellation) => hmi.PerformAsync(
            new EndOrderRun(form.ActId, form.Order), form.Machine, request, cancellation);

    public static Task<IResult> AssignAsync(
        [FromForm] AssignForm form, HmiActs hmi, HttpRequest request, CancellationToken cancellation) => hmi.PerformAsync(
            new AssignParts(form.ActId, form.Machine, form.From, form.Order), form.Machine, request, cancellation);

    async Task<IResult> PerformAsync(OperatorAct act, string machine, HttpRequest request, CancellationToken cancellation)
    {
        var outcome = await acts.PerformAsync(act, cancellation);
        return ActResults.Of(outcome, request, HmiModule.Screen(board, machine, clock, options));
    }
}
