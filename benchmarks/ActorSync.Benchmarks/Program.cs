using ActorSync.Benchmarks;
using ActorSync.Benchmarks.Bench;
using ActorSync.Benchmarks.Crashes;
using ActorSync.Benchmarks.Durability;
using ActorSync.Benchmarks.Micro;
using ActorSync.Benchmarks.Pacing;
using ActorSync.Benchmarks.Runs;
using ActorSync.Benchmarks.Scripts;
using ActorSync.Benchmarks.Tuning;

const int Usage = 2;

using var stop = new StopSignals(TimeProvider.System, Environment.Exit);
stop.Listen();

string? program = null;
if (args is ["--program", var folder, ..])
{
    (program, args) = (folder, args[2..]);
}

if (args is ["--help" or "-h"])
{
    Console.Out.WriteLine(Checkout.Help);
    Console.Out.WriteLine($"{HarnessOptions.Help}\npacing\n{FullRateReport.Help}\n{JournalReport.Help}\n{KilledRunPlan.Help}\n{ResumedRunPlan.Help}\n{FrozenRunPlan.Help}\n{BenchPlan.Help}\n{TunePlan.Help}\n{DurablePlan.Help}\n{ReplayReport.Help}\n{ReplayReport.OnceHelp}\n{MicroReport.Help}\n{ResultsPageCommand.Help}\n{BareLoop.Help}\n{NaiveScript.Help}");
    return 0;
}

try
{
    if (args is ["pacing"])
    {
        return PacingReport.Run(Console.Out, stop.Token);
    }

    if (args is ["bench", "tune", ..])
    {
        return await TuneReport.RunAsync(args[2..], Console.Out, Checkout.Find(program), TimeProvider.System, stop.Token);
    }

    if (args is ["micro", ..])
    {
        return MicroReport.Run(args[1..], Console.Out, Checkout.Find(program), TimeProvider.System, stop.Token);
    }

    if (args is ["bench", ..])
    {
        return await BenchReport.RunAsync(args[1..], Console.Out, Checkout.Find(program), TimeProvider.System, stop.Token);
    }

    if (args is ["bare-loop", ..])
    {
        return await BareLoop.RunAsync(args[1..], Console.Out, TimeProvider.System, stop.Token);
    }

    if (args is ["naive-script", ..])
    {
        return await NaiveScript.RunAsync(args[1..], Console.Out, TimeProvider.System, stop.Token);
    }

    if (args is ["durable", ..])
    {
        return await DurableReport.RunAsync(args[1..], Console.Out, Checkout.Find(program), TimeProvider.System, stop.Token);
    }

    if (args is ["replay", ..])
    {
        return await ReplayReport.RunAsync(args[1..], Console.Out, Checkout.Find(program), TimeProvider.System, stop.Token);
    }

    if (args is ["replay-once", ..])
    {
        return await ReplayReport.OnceAsync(args[1..], Console.Out, TimeProvider.System, stop.Token);
    }

    if (args is ["results-page"])
    {
        return ResultsPageCommand.Run(Console.Out, Checkout.Find(program));
    }

    if (args is ["full-rate", ..])
    {
        return await FullRateReport.RunAsync(args[1..], Console.Out, Checkout.Find(program), stop.Token);
    }

    if (args is ["journal", ..])
    {
        return await JournalReport.RunAsync(args[1..], Console.Out, TimeProvider.System, stop.Token);
    }

    if (args is ["killed-run", ..])
    {
        return await KilledRunReport.RunAsync(args[1..], Console.Out, Checkout.Find(program), TimeProvider.System, stop.Token);
    }

    if (args is ["resumed-run", ..])
    {
        return await ResumedRunReport.RunAsync(args[1..], Console.Out, Checkout.Find(program), TimeProvider.System, stop.Token);
    }

    if (args is ["frozen-run", ..])
    {
        return await FrozenRunReport.RunAsync(args[1..], Console.Out, Checkout.Find(program), TimeProvider.System, stop.Token);
    }

    if (HarnessOptions.Parse(args, out var problem) is not { } options)
    {
        await Console.Error.WriteLineAsync(problem);
        return Usage;
    }

    return await new Harness(options, Checkout.Find(program), Console.Out, TimeProvider.System).RunAsync(stop.Token);
}
catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
{
    await Console.Error.WriteLineAsync("Stopped; the processes started here were ended and their folders removed.");
    return StopSignals.Interrupted;
}
catch (HarnessException failure)
{
    await Console.Error.WriteLineAsync(failure.Message);
    return 1;
}
