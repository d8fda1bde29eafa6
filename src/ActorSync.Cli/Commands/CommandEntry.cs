using ActorSync.Cli.Usage;
using Spectre.Console.Cli;

namespace ActorSync.Cli.Commands;

/// <summary>One command as it is listed, explained and registered.</summary>
internal abstract record CommandEntry(string Path, string Description, IReadOnlyList<string> Examples)
{
    /// <summary>What the command takes.</summary>
    public abstract CommandSpec Spec { get; }

    /// <summary>Describes a command.</summary>
    public static CommandEntry Of<TCommand, TSettings>(string path, string description, params string[] examples)
        where TCommand : AsyncCommand<TSettings>, ICommandLimiter<TargetSettings>
        where TSettings : TargetSettings =>
        new Member<TCommand, TSettings>(path, description, examples);

    /// <summary>Describes a command that talks to no target.</summary>
    public static CommandEntry OfLocal<TCommand, TSettings>(string path, string description, params string[] examples)
        where TCommand : AsyncCommand<TSettings>
        where TSettings : GlobalSettings =>
        new Local<TCommand, TSettings>(path, description, examples);

    /// <summary>Registers the command at the top.</summary>
    public abstract void AddTo(IConfigurator configurator);

    /// <summary>Registers the command in its group.</summary>
    public abstract void AddTo(IConfigurator<TargetSettings> group);

    private protected void Describe(ICommandConfigurator command)
    {
        command.WithDescription(Description);
        foreach (var example in Examples)
        {
            command.WithExample(example.Split(' '));
        }
    }

    private sealed record Member<TCommand, TSettings>(string Path, string Description, IReadOnlyList<string> Examples)
        : CommandEntry(Path, Description, Examples)
        where TCommand : AsyncCommand<TSettings>, ICommandLimiter<TargetSettings>
        where TSettings : TargetSettings
    {
        public override CommandSpec Spec => CommandSpec.Of(Path, typeof(TSettings));

        public override void AddTo(IConfigurator configurator) => Describe(configurator.AddCommand<TCommand>(Path));

        public override void AddTo(IConfigurator<TargetSettings> group)
        {
            var space = Path.IndexOf(' ', StringComparison.Ordinal);
            if (space < 0)
            {
                group.AddCommand<TCommand>(ArgumentScan.DefaultMember).IsHidden();
            }
            else
            {
                Describe(group.AddCommand<TCommand>(Path[(space + 1)..]));
            }
        }
    }

    private sealed record Local<TCommand, TSettings>(string Path, string Description, IReadOnlyList<string> Examples)
        : CommandEntry(Path, Description, Examples)
        where TCommand : AsyncCommand<TSettings>
        where TSettings : GlobalSettings
    {
        public override CommandSpec Spec => CommandSpec.Of(Path, typeof(TSettings));

        public override void AddTo(IConfigurator configurator) => Describe(configurator.AddCommand<TCommand>(Path));

        public override void AddTo(IConfigurator<TargetSettings> group) =>
            throw new InvalidOperationException($"{Path} talks to no target and belongs to no group.");
    }
}
