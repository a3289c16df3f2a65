namespace Mes.Central.Database;

/// <summary>Turns a request away for the moment: programs are told in problem details, people by whoever draws pages.</summary>
static class NotNow
{
    /// <param name="reason">What is the matter, as a sentence.</param>
    /// <param name="detail">The same for a program, with what it should do.</param>
    public static async Task AnswerAsync(HttpContext context, int status, string reason, string detail)
    {
        context.Response.StatusCode = status;
        context.Response.Headers.RetryAfter = "1";
        var problem = TypedResults.Problem(detail, statusCode: status, title: reason);
        var answer = new ProblemDetailsContext { HttpContext = context, ProblemDetails = problem.ProblemDetails };
        if (!await context.RequestServices.GetRequiredService<IProblemDetailsService>().TryWriteAsync(answer))
        {
            await problem.ExecuteAsync(context);
        }
    }
}
