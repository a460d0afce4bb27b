// Command check holds the Knative manifests to the code of Knative itself, without a cluster.
//
//	check DIRECTORY...      builds each kustomization; tells what Knative's webhook or Runnel's own rules find wrong
//	check pod DIRECTORY     prints the pod that Knative's controller would make of it, as JSON; Runnel's rules are not asked
//
// Exit status 0: nothing is wrong; 1: something is, as the lines on the standard error say; 2: wrong use.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
)

func main() {
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}

func run(arguments []string, out, problems io.Writer) int {
	if len(arguments) == 0 || (arguments[0] == "pod" && len(arguments) != 2) {
		fmt.Fprintln(problems, "usage: check DIRECTORY... | check pod DIRECTORY")
		return 2
	}
	if arguments[0] == "pod" {
		return report(arguments[1], problems, func(service *Service) error {
			encoder := json.NewEncoder(out)
			encoder.SetIndent("", "  ")
			return encoder.Encode(service.Pod)
		})
	}
	status := 0
	for _, directory := range arguments {
		status = max(status, report(directory, problems, func(service *Service) error {
			wrong := errors.Join(consistent(service)...)
			if wrong == nil {
				fmt.Fprintf(out, "%s: Service %s is as Knative and Runnel want it\n", directory, service.Name)
			}
			return wrong
		}))
	}
	return status
}

// report calls use with the Service of a kustomization, and tells what is wrong with either.
func report(directory string, problems io.Writer, use func(*Service) error) int {
	service, err := load(directory)
	if err == nil {
		err = use(service)
	}
	if err != nil {
		fmt.Fprintf(problems, "%s: %v\n", directory, err)
		return 1
	}
	return 0
}
