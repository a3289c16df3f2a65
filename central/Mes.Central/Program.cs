using Mes.Central;

return await CommandLine.RunAsync(args, Console.Out, Console.Error);
