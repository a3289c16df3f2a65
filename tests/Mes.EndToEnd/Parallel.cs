using NUnit.Framework;

// The journeys mostly wait for processes of their own; more of them at once would starve each other on two cores.
[assembly: Parallelizable(ParallelScope.Fixtures)]
[assembly: LevelOfParallelism(4)]
