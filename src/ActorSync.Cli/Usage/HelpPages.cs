using Spectre.Console.Cli;
using Spectre.Console.Cli.Help;
using Spectre.Console.Rendering;

namespace ActorSync.Cli.Usage;

/// <summary>The help of the commands; a member of a group shows the options that it shares with the group beside its own.</summary>
internal sealed class HelpPages(ICommandAppSettings settings) : HelpProvider(settings)
{
    /// <inheritdoc/>
    public override IEnumerable<IRenderable> GetOptions(ICommandModel model, ICommandInfo? command) =>
        base.GetOptions(model, command is { Parent: { } group } ? new Member(command, group) : command);

    private sealed class Member(ICommandInfo command, ICommandInfo group) : ICommandInfo
    {
        public string Name => command.Name;

        public string? Description => command.Description;

        public bool IsBranch => command.IsBranch;

        public bool IsDefaultCommand => command.IsDefaultCommand;

        public bool IsHidden => command.IsHidden;

        public IReadOnlyList<ICommandParameter> Parameters { get; } = [.. group.Parameters, .. command.Parameters];

        public ICommandInfo? Parent => command.Parent;

        public IReadOnlyList<ICommandInfo> Commands => command.Commands;

        public ICommandInfo? DefaultCommand => command.DefaultCommand;

        public IReadOnlyList<string[]> Examples => command.Examples;
    }
}
